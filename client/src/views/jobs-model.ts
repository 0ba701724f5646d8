/** Jobs as rows: by category of their file, by namespace where there are several, then groups and earlier runs. */

import type { Deployment, JobStub } from '@nomad/api';
import { addTo } from '../../../server/src/group-by';
import type { JobFile } from './job-file';
import { OTHER } from './job-file';
import { type GroupCounts, groupState, jobState, waitsForPromotion } from './job-state';
import { PAGE, paged, plural, type TreeNode } from './tree-node';

export interface JobsPicture {
  /** The job list, of all namespaces that may be seen. */
  readonly jobs: readonly JobStub[];
  /** Those that are under way. */
  readonly deployments: readonly Deployment[];
  /** Those that failed, of whatever version. */
  readonly failed?: readonly Deployment[];
  /** What some jobs want. */
  readonly counts?: readonly JobCounts[];
  readonly files: readonly JobFile[];
  /** Namespace of files that name none. */
  readonly namespace?: string;
  /** Categories in the order that they are shown in. */
  readonly categories: readonly string[];
}

/** How many allocations the groups of a job want, which the job list does not tell. */
export interface JobCounts {
  readonly id: string;
  readonly namespace: string;
  /** `JobModifyIndex` of the job that says so. */
  readonly index: number;
  readonly groups: GroupCounts;
}

/** A job on the cluster, in a file, or both. */
export interface JobRow {
  readonly id: string;
  readonly namespace: string;
  readonly job?: JobStub;
  readonly file?: JobFile;
  /** Under way. */
  readonly deployment?: Deployment;
  /** That of the job as it is now has failed. */
  readonly failed?: Deployment;
  /** What its groups want, where that is known. */
  readonly counts?: GroupCounts;
  /** What it has launched, newest first. */
  readonly runs: readonly JobStub[];
}

/** The rows of a moment, found by category and by job. Making it looks at each job once and makes no row. */
export interface JobsModel {
  /** Categories that have something to show, in order. */
  readonly categories: readonly string[];
  rows(category: string): readonly JobRow[];
  row(namespace: string, id: string): JobRow | undefined;
  /** Where a job's own row is; undefined for the runs of another job. */
  place(namespace: string, id: string): { readonly category: string } | undefined;
}

export function jobsModel(picture: JobsPicture): JobsModel {
  const home = picture.namespace || 'default';
  const runs = new Map<string, JobStub[]>();
  const onCluster = new Map<string, JobStub>();
  for (const job of picture.jobs) {
    const key = keyOf(job.Namespace, job.ID);
    if (!job.ParentID) onCluster.set(key, job);
    else addTo(runs, keyOf(job.Namespace, job.ParentID), job);
  }
  // A child whose parent was purged stands for itself.
  for (const [parent, children] of runs) {
    if (!onCluster.has(parent)) for (const job of children) onCluster.set(keyOf(job.Namespace, job.ID), job);
  }
  const keyOfDeployment = ({ Namespace, JobID }: Deployment) => keyOf(Namespace ?? home, JobID);
  const deployments = new Map(picture.deployments.map((one) => [keyOfDeployment(one), one]));
  // A job that was changed since has another index. There may be a failed deployment for each of its versions.
  const failed = new Map(
    (picture.failed ?? []).map((one) => [atIndex(keyOfDeployment(one), one.JobSpecModifyIndex), one]),
  );
  const counts = new Map(
    (picture.counts ?? []).map((one) => [atIndex(keyOf(one.namespace, one.id), one.index), one.groups]),
  );
  const files = new Map<string, JobFile>();
  for (const file of picture.files) {
    const key = keyOf(file.namespace ?? home, file.jobId);
    // Two files of one job: the one that is meant to run.
    if (!files.has(key) || (files.get(key)?.kept && !file.kept)) files.set(key, file);
  }

  const rows = new Map<string, JobRow>();
  const byCategory = new Map<string, JobRow[]>();
  const add = (key: string, row: JobRow) => {
    rows.set(key, row);
    addTo(byCategory, row.file?.category ?? OTHER, row);
  };
  for (const [key, job] of onCluster) {
    const own = { id: job.ID, namespace: job.Namespace, job, file: files.get(key), deployment: deployments.get(key) };
    const now = atIndex(key, job.JobModifyIndex);
    const ended = failed.get(now);
    const wanted = counts.get(now) ?? (ended && desiredOf(ended));
    add(key, { ...own, failed: ended, counts: wanted, runs: newestFirst(runs.get(key) ?? []) });
  }
  for (const [key, file] of files) {
    if (!onCluster.has(key)) add(key, { id: file.jobId, namespace: file.namespace ?? home, file, runs: [] });
  }
  for (const list of byCategory.values()) list.sort((a, b) => compare(a.id, b.id) || compare(a.namespace, b.namespace));
  const known = picture.categories.filter((name) => name !== OTHER && byCategory.has(name));
  const others = [...byCategory.keys()].filter((name) => name !== OTHER && !known.includes(name)).sort(compare);
  return {
    categories: [...known, ...others, ...(byCategory.has(OTHER) ? [OTHER] : [])],
    place(namespace, id) {
      const found = rows.get(keyOf(namespace, id));
      return found && { category: found.file?.category ?? OTHER };
    },
    rows: (category) => byCategory.get(category) ?? [],
    row(namespace, id) {
      const key = keyOf(namespace, id);
      const known = rows.get(key);
      if (known) return known;
      const run = picture.jobs.find((job) => job.ID === id && job.Namespace === namespace);
      return run && { id, namespace, job: run, runs: [] };
    },
  };
}

/** The categories' rows. Without any file there is nothing to sort by, and "other" has another name. */
export function categoryNodes(model: JobsModel): readonly TreeNode[] {
  const only = model.categories.length === 1;
  return model.categories.map((category): TreeNode => {
    const rows = model.rows(category);
    const attention = rows.filter((row) => stateOf(row).attention).length;
    return {
      kind: 'category',
      id: `category:${category}`,
      label: only && category === OTHER ? 'jobs' : category,
      description:
        attention > 0 ? `${plural(rows.length, 'job')} · ${attention} to look at` : plural(rows.length, 'job'),
      icon: 'folder',
      tone: attention > 0 ? 'bad' : undefined,
      children: rows.length <= PAGE ? 'open' : 'closed',
      context: 'category',
    };
  });
}

/** What is in a category: namespaces where there are several, jobs else. */
export function categoryChildren(model: JobsModel, category: string, limit: number): readonly TreeNode[] {
  const rows = model.rows(category);
  const namespaces = [...new Set(rows.map(({ namespace }) => namespace))].sort(compare);
  const parent = `category:${category}`;
  if (namespaces.length <= 1) return paged(rows, limit, parent, 'jobs', jobNode);
  return namespaces.map((namespace): TreeNode => {
    const count = rows.filter((row) => row.namespace === namespace).length;
    return {
      kind: 'namespace',
      id: `namespace:${category}:${namespace}`,
      label: namespace,
      description: `namespace · ${plural(count, 'job')}`,
      icon: 'symbol-namespace',
      children: rows.length <= PAGE ? 'open' : 'closed',
      context: 'namespace',
      namespace,
      parent: category,
    };
  });
}

export function namespaceChildren(model: JobsModel, node: TreeNode, limit: number): readonly TreeNode[] {
  const rows = model.rows(node.parent ?? OTHER).filter(({ namespace }) => namespace === node.namespace);
  return paged(rows, limit, node.id, 'jobs', jobNode);
}

export function jobNode(row: JobRow): TreeNode {
  const { id, namespace, job, file } = row;
  const { text, icon, tone } = stateOf(row);
  const words = [text, file?.kept && KEPT[file.kept]].filter(Boolean);
  const truths = [job ? (job.Stop || job.Status === 'dead' ? 'ended' : 'alive') : 'absent'];
  if (job?.Stop) truths.push('stopped');
  if (row.deployment) truths.push(row.deployment.Status === 'paused' ? 'paused' : 'deploying');
  if (row.deployment && waitsForPromotion(row.deployment)) truths.push('canaries');
  if (file) truths.push('file');
  if (file?.kept === 'reference') truths.push('reference');
  if (job?.Periodic) truths.push('periodic');
  if (job?.ParameterizedJob) truths.push('parameterized');
  return {
    kind: 'job',
    id: `job:${keyOf(namespace, id)}`,
    label: id,
    description: words.join(' · '),
    tooltip: tooltipOf(row, text),
    icon,
    tone,
    children: job ? 'closed' : 'none',
    context: ['job', ...truths].join(' '),
    namespace,
    jobId: id,
    file: file?.uri,
  };
}

/** Groups, and the runs of what launches others. */
export function jobChildren(row: JobRow, limit: number): readonly TreeNode[] {
  const { job } = row;
  if (!job) return [];
  const parent = `job:${keyOf(row.namespace, row.id)}`;
  if (!job.ParentID && (job.Periodic || job.ParameterizedJob)) {
    return paged(row.runs, limit, parent, 'runs', (run) => runNode(run, job));
  }
  return Object.entries(job.JobSummary?.Summary ?? {})
    .sort(([a], [b]) => compare(a, b))
    .map(([group, summary]): TreeNode => {
      const { text, icon, tone } = groupState(summary, job, row.counts?.[group]);
      return {
        kind: 'group',
        id: `group:${keyOf(row.namespace, row.id)}/${group}`,
        label: group,
        description: text,
        tooltip: `Group "${group}" of job "${row.id}": ${text.replace(/^[●◐○ ]+/, '')}`,
        icon,
        tone,
        children: 'closed',
        context: 'group',
        namespace: row.namespace,
        jobId: row.id,
        group,
      };
    });
}

/** A run of a periodic or parameterized job is a job too. */
function runNode(run: JobStub, parent: JobStub): TreeNode {
  const node = jobNode({ id: run.ID, namespace: run.Namespace, job: run, runs: [] });
  // `tick/periodic-1700000000`, `thumbnails/dispatch-1700000000-4f5d2a1c`
  const label = run.ID.startsWith(`${parent.ID}/`) ? run.ID.slice(parent.ID.length + 1) : run.ID;
  const started = run.SubmitTime ? new Date(run.SubmitTime / 1e6).toLocaleString() : undefined;
  return { ...node, label, description: [node.description, started].filter(Boolean).join(' · ') };
}

function stateOf({ job, file, deployment, failed, counts }: JobRow) {
  if (job) return jobState(job, deployment, failed, counts);
  const icon = file?.kept ? KEPT_ICONS[file.kept] : 'circle-outline';
  return { text: 'not on the cluster', icon, tone: 'quiet' as const, attention: false };
}

function tooltipOf({ id, namespace, job, file, failed }: JobRow, text: string): string {
  return [
    `Job "${id}" in namespace "${namespace}": ${text}`,
    job && `${job.Type}${job.NodePool ? `, node pool ${job.NodePool}` : ''}, priority ${job.Priority ?? 50}`,
    job?.StatusDescription,
    failed && `Deployment of version ${failed.JobVersion}: ${failed.StatusDescription ?? failed.Status}`,
    file && `File: ${file.path}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Why a file is not run just like that, in words and as an icon. */
const KEPT = { reference: 'reference only', testing: 'for testing' } as const;
const KEPT_ICONS = { reference: 'book', testing: 'beaker' } as const;

/** A tab cannot be in an ID or a namespace's name; a slash can. */
export function keyOf(namespace: string, id: string): string {
  return `${namespace}\t${id}`;
}

/** A job as it was at that index. */
const atIndex = (key: string, index: number | undefined): string => `${key}\t${index}`;

const desiredOf = ({ TaskGroups }: Deployment): GroupCounts =>
  Object.fromEntries(Object.entries(TaskGroups ?? {}).map(([name, { DesiredTotal }]) => [name, DesiredTotal]));

function newestFirst(jobs: readonly JobStub[]): readonly JobStub[] {
  return [...jobs].sort((a, b) => (b.SubmitTime ?? 0) - (a.SubmitTime ?? 0) || compare(b.ID, a.ID));
}

/** By code units: the order is the same everywhere, and a hundred times as quick as a locale's. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
