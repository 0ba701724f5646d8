/** The explorer's own commands. */
import * as vscode from 'vscode';
import type { Command } from '../commands/command';
import { archiveJob } from './archive-job';
import { openExamples, openWalkthrough } from './examples';
import { explorerOf } from './explorer';
import { openJobMenu } from './job-menu';
import { newJob } from './new-job';
import { openUi } from './open-ui';
import { openJobFile, revealJob } from './reveal-job';
import type { TreeNode } from './tree-node';

export const viewCommands: readonly Command[] = [
  { id: 'nomad.explorer.refresh', title: 'Refresh', run: (cluster) => explorerOf(cluster)?.refresh() },
  {
    id: 'nomad.explorer.showMore',
    title: 'Show More',
    run: (cluster, node) => explorerOf(cluster)?.showMore((node as TreeNode).parent ?? ''),
  },
  { id: 'nomad.explorer.openFile', title: 'Open Job File', run: openJobFile, apart: true },
  { id: 'nomad.explorer.reveal', title: 'Show Job in Cluster View', run: revealJob },
  { id: 'nomad.job.new', title: 'New Job File', run: newJob, apart: true },
  { id: 'nomad.job.menu', title: 'More for This Job', run: openJobMenu },
  { id: 'nomad.ui.open', title: 'Open in Web Interface', run: openUi },
  { id: 'nomad.job.archive', title: 'Move Job File to Archive', run: archiveJob },
  {
    id: 'nomad.explorer.copyName',
    title: 'Copy Name',
    apart: true,
    async run(_cluster, node) {
      const { kind, allocationId, nodeId, label } = node as TreeNode;
      const ids: Partial<Record<TreeNode['kind'], string>> = { allocation: allocationId, node: nodeId };
      await vscode.env.clipboard.writeText(ids[kind] ?? label);
    },
  },
  { id: 'nomad.examples.open', title: 'Open the Examples', run: openExamples, apart: true },
  { id: 'nomad.walkthrough.open', title: 'Get Started', run: openWalkthrough, apart: true },
];
