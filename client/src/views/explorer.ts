/** The view `nomad.explorer`: shows the tree while somebody looks, and asks nothing of the cluster while nobody does. */
import { isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import { readPolicySettings } from '../../../server/src/policy';
import { findProgram } from '../agent/find-program';
import type { Cluster } from '../cluster';
import type { ClusterPicture } from './cluster-model';
import { findJobFiles } from './find-job-files';
import type { JobFile } from './job-file';
import { type JobsModel, jobsModel } from './jobs-model';
import { type JobList, readBlocked, readJobs, readParts } from './read-cluster';
import { treeItem } from './tree-item';
import { createTree, type Lazily, type Tree } from './tree-model';
import { note, PAGE, type TreeNode } from './tree-node';
import { type ViewState, viewStateOf } from './welcome';

export const VIEW = 'nomad.explorer';

export interface Explorer {
  /** Reads everything again. */
  refresh(): void;
  /** Shows another page of a parent's rows. */
  showMore(parent: string): void;
  /** The job files of the workspace. */
  files(): Promise<readonly JobFile[]>;
}

const NOTHING: ClusterPicture = {
  blocked: [],
  blockedJobs: {},
  nodes: undefined,
  hostVolumes: undefined,
  csiVolumes: undefined,
  services: undefined,
  servers: undefined,
};

/** What is read again at least this often while the view is open, in milliseconds. */
const SELDOM = 30_000;
const DURING_DEPLOYMENT = 3_000;
/** Between two lists, however much changes: a second, and one more for each thousand jobs. */
const REST = 1_000;
const REST_PER_JOB = 1;
const AFTER_FAILURE = 10_000;

const explorers = new WeakMap<Cluster, Explorer>();

/** The explorer of a cluster, once it was created. */
export function explorerOf(cluster: Cluster): Explorer | undefined {
  return explorers.get(cluster);
}

export function createExplorer(cluster: Cluster): Explorer {
  const changed = new vscode.EventEmitter<void>();
  const files = findJobFiles();
  const shown = new Map<string, number>();
  let picture = NOTHING;
  let jobs: JobList | undefined;
  let tree: Tree | undefined;
  let reading: AbortController | undefined;
  /** Settles when there is something to show, or a reason why not. */
  let first = deferred();

  const view = vscode.window.createTreeView<TreeNode>(VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      async getChildren(node) {
        if (node) return [...(await childrenOf(node))];
        await first.promise;
        return [...(tree?.roots() ?? [])];
      },
    },
  });

  const show = async () => {
    if (!jobs) return;
    const model = await modelOf(jobs, await files.all(), cluster);
    tree = createTree(model, picture, lazyReads(cluster.client()), shown);
    view.badge = badgeOf(picture);
    changed.fire();
  };
  const childrenOf = async (node: TreeNode): Promise<readonly TreeNode[]> => {
    try {
      return (await tree?.children(node)) ?? [];
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      cluster.output.error(message);
      return [note(node.id, 'Could not be read: the log says why', message)];
    }
  };
  const setState = (state: ViewState) => vscode.commands.executeCommand('setContext', `${VIEW}.state`, state);

  const fail = async (error: unknown) => {
    cluster.output.error(error instanceof Error ? error.message : String(error));
    if (tree) {
      const since = new Date().toLocaleTimeString();
      view.message = `${placeOf(cluster)} has not answered since ${since}. Shown is what was known; it is asked again every ${AFTER_FAILURE / 1000} s.`;
      return;
    }
    const program = (await findProgram()) !== undefined;
    await setState(viewStateOf(error, { named: cluster.isNamed(), program }));
    first.resolve();
    changed.fire();
  };

  const read = async (signal: AbortSignal) => {
    let partsAt = 0;
    for (let index = 0; !signal.aborted; ) {
      try {
        const client = cluster.client();
        const wait = jobs?.deployments.length ? DURING_DEPLOYMENT : SELDOM;
        jobs = await readJobs(client, signal, index > 0 ? { index, wait } : undefined);
        // An index that goes down means that the state was restored.
        index = jobs.index < index ? 0 : jobs.index;
        if (!tree) await show();
        first.resolve();
        picture = { ...picture, ...(await readBlocked(client, signal, picture)) };
        if (Date.now() - partsAt >= SELDOM) {
          picture = { ...picture, ...(await readParts(client, signal)) };
          partsAt = Date.now();
        }
        view.message = undefined;
        await setState('shown');
        await show();
        await pause(REST + jobs.jobs.length * REST_PER_JOB, signal);
      } catch (error) {
        if (signal.aborted || isNomadError(error, 'cancelled')) return;
        await fail(error);
        // Somebody has to do something about it; the view's button tries again.
        if (!tree) return;
        index = 0;
        await pause(AFTER_FAILURE, signal);
      }
    }
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
  const stop = () => {
    reading?.abort();
    reading = undefined;
  };
  const forget = () => {
    picture = NOTHING;
    jobs = undefined;
    tree = undefined;
    shown.clear();
    view.message = undefined;
    view.badge = undefined;
    first.resolve();
    first = deferred();
    changed.fire();
  };
  const restart = () => {
    forget();
    if (view.visible) start();
    else stop();
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
    showMore(parent) {
      shown.set(parent, (shown.get(parent) ?? PAGE) + PAGE);
      changed.fire();
    },
  };
  explorers.set(cluster, explorer);
  return explorer;
}

async function modelOf(
  list: JobList,
  files: Parameters<typeof jobsModel>[0]['files'],
  cluster: Cluster,
): Promise<JobsModel> {
  const { jobCategories } = readPolicySettings(vscode.workspace.getConfiguration('nomad').get('policy'));
  return jobsModel({
    ...list,
    files,
    namespace: cluster.client().namespace,
    categories: [...new Set(Object.values(jobCategories))],
  });
}

/** Rows of one job share one request; the next picture asks anew. */
function lazyReads(client: NomadClient): Lazily {
  const once = <T>() => {
    const asked = new Map<string, Promise<T>>();
    return (key: string, ask: () => Promise<T>): Promise<T> => {
      const known = asked.get(key) ?? ask();
      asked.set(key, known);
      return known;
    };
  };
  const allocations = once<Awaited<ReturnType<Lazily['allocations']>>>();
  const onNode = once<Awaited<ReturnType<Lazily['nodeAllocations']>>>();
  const instances = once<Awaited<ReturnType<Lazily['instances']>>>();
  return {
    allocations: ({ namespace, id }) =>
      allocations(`${namespace}\t${id}`, () => client.jobs.allocations(id, { namespace })),
    nodeAllocations: (id) => onNode(id, async () => (await client.cluster.nodeAllocations(id)).data),
    instances: ({ namespace, name }) =>
      instances(`${namespace}\t${name}`, async () => (await client.services.read(name, { namespace })).data),
  };
}

function badgeOf({ blocked }: ClusterPicture): vscode.ViewBadge | undefined {
  const value = new Set(blocked.map(({ Namespace, JobID }) => `${Namespace}\t${JobID}`)).size;
  return value === 0
    ? undefined
    : { value, tooltip: value === 1 ? '1 job waits for room' : `${value} jobs wait for room` };
}

/** An address that is none has no label; the view's own text says so. */
function labelOf(cluster: Cluster): string {
  try {
    return cluster.label();
  } catch {
    return 'no valid address';
  }
}

function placeOf(cluster: Cluster): string {
  return labelOf(cluster).split(' · ')[0] ?? '';
}

function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
  });
}
