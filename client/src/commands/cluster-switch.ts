/** `nomad.cluster.switch`: which cluster, and which namespace of it, commands talk to. */
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { type ClusterContext, ENVIRONMENT } from '../cluster/contexts';
import { addCluster } from './cluster-add';

type Item = vscode.QuickPickItem & { readonly act?: () => unknown };

/** @param target name of a context; it is asked for without one */
export async function switchCluster(cluster: Cluster, target?: unknown): Promise<void> {
  if (typeof target === 'string') return cluster.use(target);
  const { all, problems } = cluster.contexts();
  for (const problem of problems) cluster.output.warn(problem);
  const now = cluster.context();
  const items: Item[] = [
    ...all.map((context) => ({
      label: `${context.name === now.name ? '$(check)' : '$(blank)'} ${context.name}`,
      description: [context.address, context.namespace].filter(Boolean).join(' · '),
      detail: detailOf(context),
      act: () => cluster.use(context.name),
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(symbol-namespace) Other namespace…',
      description: now.namespace ?? 'default',
      act: () => chooseNamespace(cluster),
    },
    { label: '$(add) Add a cluster…', act: () => addCluster(cluster) },
    ...(problems.length > 0
      ? [
          {
            label: '$(warning) Repair the setting nomad.clusters…',
            detail: problems.join(' '),
            act: () => vscode.commands.executeCommand('nomad.cluster.openSettings'),
          },
        ]
      : []),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Which cluster shall commands talk to?',
    placeHolder: `Now: ${cluster.label()}`,
    matchOnDescription: true,
  });
  await chosen?.act?.();
}

function detailOf({ name, production, readOnly, fromWorkspace }: ClusterContext): string | undefined {
  const marks = [
    name === ENVIRONMENT && 'from NOMAD_ADDR and the settings nomad.address and the like',
    production && 'production: asks for the job’s name before anything changes',
    readOnly && 'read only: nothing is changed there',
    fromWorkspace && name !== ENVIRONMENT && "from the workspace's settings",
  ].filter(Boolean);
  return marks.length > 0 ? marks.join(' · ') : undefined;
}

async function chooseNamespace(cluster: Cluster): Promise<void> {
  const found = await cluster.attempt('Looking for namespaces', async (client, signal) => {
    try {
      return await client.cluster.namespaces({ signal });
    } catch (error) {
      if (isNomadError(error, 'forbidden')) return [];
      throw error;
    }
  });
  if (!found) return;
  const { name, namespace = 'default' } = cluster.context();
  const names = [...new Set([...found.map(({ Name }) => Name), namespace])].sort();
  const items: Item[] = names.map((one) => ({
    label: `${one === namespace ? '$(check)' : '$(blank)'} ${one}`,
    description: found.find(({ Name }) => Name === one)?.Description,
    act: () => cluster.use(name, one),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Namespace on ${cluster.describe()}`,
    placeHolder: 'For jobs and lists that name none',
    matchOnDescription: true,
  });
  await chosen?.act?.();
}
