/** The view `nomad.explorer`: shows the tree while somebody looks, and asks nothing of the cluster while nobody does. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import { readPolicySettings } from '../../../server/src/policy';
import { findProgram } from '../agent/find-program';
import type { Cluster } from '../cluster';
import type { ClusterPicture } from './cluster-model';
import { findJobFiles } from './find-job-files';
import type { JobFile } from './job-file';
import { type JobsModel, jobsModel } from './jobs-model';
import { type LazyReads, lazyReads } from './lazy-reads';
import { type LivePicture, livePicture } from './live-picture';
import type { JobList } from './read-cluster';
import { treeItem } from './tree-item';
import { createTree, type Tree } from './tree-model';
import { note, PAGE, type TreeNode } from './tree-node';
import { type ViewState, viewStateOf } from './welcome';

const VIEW = 'nomad.explorer';
/** Milliseconds until a cluster that was there, and does not answer any more, is asked again. */
const AFTER_FAILURE = 10_000;
/** Milliseconds that somebody who wants to see a row waits for it. */
const ROW_MAY_TAKE = 2_000;
/** Milliseconds that the first rows wait for the workspace's files. */
const FILES_MAY_TAKE = 300;

export interface Explorer {
  /** Reads everything again. */
  refresh(): void;
  /** Shows another page of a parent's rows. */
  showMore(parent: string): void;
  /** Selects a job's row, and tells whether there is one. */
  reveal(namespace: string, jobId: string): Promise<boolean>;
  /** The job files of the workspace. */
  files(): Promise<readonly JobFile[]>;
}

const explorers = new WeakMap<Cluster, Explorer>();

/** The explorer of a cluster, once it was created. */
export function explorerOf(cluster: Cluster): Explorer | undefined {
  return explorers.get(cluster);
}

export function createExplorer(cluster: Cluster): Explorer {
  const changed = new vscode.EventEmitter<void>();
  const files = findJobFiles();
  const shown = new Map<string, number>();
  let picture: LivePicture | undefined;
  let lazily: LazyReads | undefined;
  let tree: Tree | undefined;
  let reading: AbortController | undefined;
  /** The rows down to the one that was revealed last: VS Code asks for their parents. */
  let path: readonly TreeNode[] = [];
  /** Settles when there is something to show, or a reason why not. */
  let first = deferred();

  const childrenOf = async (node: TreeNode): Promise<readonly TreeNode[]> => {
    try {
      return (await tree?.children(node)) ?? [];
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      cluster.output.error(message);
      return [note(node.id, 'Could not be read: the log says why', message)];
    }
  };
  const view = vscode.window.createTreeView<TreeNode>(VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      getParent: ({ id }) => path[path.findIndex((one) => one.id === id) - 1],
      async getChildren(node) {
        if (node) return [...(await childrenOf(node))];
        await first.promise;
        return [...(tree?.roots() ?? [])];
      },
    },
  });
  const setState = (state: ViewState) => vscode.commands.executeCommand('setContext', `${VIEW}.state`, state);

  const show = async () => {
    if (!picture) return;
    const { jobs, cluster: rest } = picture;
    // Thousands of files take their time, and the cluster does not wait for them.
    const all = files.all();
    const known = await Promise.race([all, sleep(FILES_MAY_TAKE, undefined)]);
    if (!known) void all.then(show);
    lazily ??= lazyReads(cluster.client());
    tree = createTree(modelOf(cluster, jobs, known ?? []), rest, lazily, shown);
    view.message = undefined;
    view.badge = badgeOf(rest);
    changed.fire();
    first.resolve();
    await setState('shown');
  };

  const fail = async (error: unknown) => {
    cluster.output.error(error instanceof Error ? error.message : String(error));
    if (tree) {
      const since = new Date().toLocaleTimeString();
      view.message = `${placeOf(cluster)} has not answered since ${since}. Shown is what was known; it is asked again every ${AFTER_FAILURE / 1000} s.`;
      return;
    }
    const binary = vscode.workspace.getConfiguration('nomad').get<string>('binary')?.trim();
    const program = (await findProgram(binary)) !== undefined;
    await setState(viewStateOf(error, { named: cluster.isNamed(), program }));
    first.resolve();
    changed.fire();
  };

  /** What was registered a moment ago comes with the next news. */
  const pathTo = async (namespace: string, jobId: string) => {
    for (const end = Date.now() + ROW_MAY_TAKE; ; await sleep(100)) {
      const steps = tree?.pathTo(namespace, jobId) ?? [];
      if (steps.length > 0 || !tree || Date.now() > end) return steps;
    }
  };

  const read = async (signal: AbortSignal) => {
    const onInterruption = (error: Error) => cluster.output.warn(error.message);
    while (!signal.aborted) {
      try {
        for await (const next of livePicture(cluster.client(), { signal, onInterruption })) {
          if (signal.aborted) return;
          picture = next;
          lazily?.forget(next.change);
          await show();
        }
      } catch (error) {
        if (signal.aborted || isNomadError(error, 'cancelled')) return;
        await fail(error);
        // Where nothing was ever shown somebody has to do something; the button in the view tries again.
        if (!tree) return;
        await sleep(AFTER_FAILURE, undefined, { signal }).catch(() => {});
      }
    }
  };

  const stop = () => {
    reading?.abort();
    reading = undefined;
  };
  const start = () => {
    stop();
    view.title = placeOf(cluster);
    if (!vscode.workspace.isTrusted) {
      void setState('untrusted');
      first.resolve();
      return;
    }
    reading = new AbortController();
    void read(reading.signal);
  };
  const restart = () => {
    stop();
    picture = undefined;
    lazily = undefined;
    tree = undefined;
    shown.clear();
    view.message = undefined;
    view.badge = undefined;
    first.resolve();
    first = deferred();
    changed.fire();
    if (view.visible) start();
  };

  cluster.onDispose(
    view,
    changed,
    files,
    { dispose: stop },
    view.onDidChangeVisibility(({ visible }) => (visible ? start() : stop())),
    cluster.onDidChange(restart),
    files.onDidChange(() => void show()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  if (view.visible) start();
  const explorer: Explorer = {
    files: () => files.all(),
    refresh: restart,
    async reveal(namespace, jobId) {
      await vscode.commands.executeCommand(`${VIEW}.focus`);
      await first.promise;
      const steps = await pathTo(namespace, jobId);
      const [last] = steps.slice(-1);
      if (!last) return false;
      let grown = false;
      steps.forEach(({ index }, i) => {
        const parent = steps[i - 1]?.node.id;
        if (parent === undefined || index < (shown.get(parent) ?? PAGE)) return;
        shown.set(parent, Math.ceil((index + 1) / PAGE) * PAGE);
        grown = true;
      });
      if (grown) changed.fire();
      path = steps.map(({ node }) => node);
      await view.reveal(last.node, { select: true, focus: true, expand: true });
      return true;
    },
    showMore(parent) {
      shown.set(parent, (shown.get(parent) ?? PAGE) + PAGE);
      changed.fire();
    },
  };
  explorers.set(cluster, explorer);
  return explorer;
}

function modelOf(cluster: Cluster, list: JobList, files: readonly JobFile[]): JobsModel {
  const { jobCategories } = readPolicySettings(vscode.workspace.getConfiguration('nomad').get('policy'));
  const categories = [...new Set(Object.values(jobCategories))];
  return jobsModel({ ...list, files, namespace: cluster.client().namespace, categories });
}

function badgeOf({ blocked }: ClusterPicture): vscode.ViewBadge | undefined {
  const value = new Set(blocked.map(({ Namespace, JobID }) => `${Namespace}\t${JobID}`)).size;
  if (value === 0) return undefined;
  return { value, tooltip: value === 1 ? '1 job waits for room' : `${value} jobs wait for room` };
}

/** An address that is none has no name; the view's own text says so. */
function placeOf(cluster: Cluster): string {
  try {
    return cluster.place();
  } catch {
    return 'no valid address';
  }
}

function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
