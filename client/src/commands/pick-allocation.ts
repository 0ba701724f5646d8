/** Which allocation, and which task of it, a command is for. */
import type { Allocation, AllocationStub, TaskState } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { allocationState } from '../views/allocations-model';
import { taskState } from '../views/task-state';
import { pickJob } from './pick-job';
import { type Target, targetOf } from './targets';

export interface ChosenAllocation {
  readonly id: string;
  readonly namespace?: string;
  readonly allocation: AllocationStub | Allocation;
}

export interface PickAllocation {
  /** What is asked: `Open a shell`. */
  readonly title: string;
  /** Only such that run. */
  readonly running: boolean;
}

/** The allocation that the argument names, or one that is picked: of its job, of the job file, of any job. */
export async function pickAllocation(
  cluster: Cluster,
  argument: unknown,
  options: PickAllocation,
): Promise<ChosenAllocation | undefined> {
  const target = targetOf(argument);
  if (target.allocId) return named(cluster, target.allocId, target.namespace);
  const job = await pickJob(cluster, argument, {
    title: options.title,
    fits: ({ Status }) => !options.running || Status === 'running',
    none: options.running ? 'No job runs' : 'There is no job',
    which: options.running ? 'runs' : 'is there',
  });
  if (!job) return undefined;
  const { id, namespace } = job;
  const found = await cluster.attempt(`Looking for allocations of job "${id}"`, (client, signal) =>
    client.jobs.allocations(id, { namespace, signal }),
  );
  if (!found) return undefined;
  const fitting = allocationsFor(found, target, options);
  const [only, ...others] = fitting;
  if (!only) {
    const what = options.running ? 'no allocation that runs' : 'no allocation any more';
    vscode.window.showInformationMessage(`Job "${id}" on ${cluster.label()} has ${what}.`);
    return undefined;
  }
  const chosen = others.length === 0 ? only : await pick(cluster, fitting, `${options.title}: job "${id}"`);
  return chosen && { id: chosen.ID, namespace: chosen.Namespace ?? namespace, allocation: chosen };
}

/** The task that the argument names, the only one, or one that is picked. */
export async function pickTask(
  { allocation }: ChosenAllocation,
  argument: unknown,
  { title, running }: PickAllocation,
): Promise<string | undefined> {
  const { task } = targetOf(argument);
  if (task) return task;
  const tasks = tasksOf(allocation, running);
  const [only, ...others] = tasks;
  if (!only) {
    const state = running ? 'runs' : 'is known';
    vscode.window.showInformationMessage(`No task of allocation ${allocation.ID.slice(0, 8)} ${state}.`);
    return undefined;
  }
  if (others.length === 0) return only[0];
  const items = tasks.map(([label, state]) => ({ label, description: taskState(state).text }));
  const options = { title: `${title}: ${allocation.Name}`, placeHolder: 'Which task?' };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

/** Tasks in the order of their names; those that run only, where that matters. */
export function tasksOf({ TaskStates }: AllocationStub, running: boolean): readonly (readonly [string, TaskState])[] {
  return Object.entries(TaskStates ?? {})
    .filter(([, { State }]) => !running || State === 'running')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Newest first; those that have ended after those that run. */
function allocationsFor(
  found: readonly AllocationStub[],
  { group }: Target,
  { running }: PickAllocation,
): readonly AllocationStub[] {
  const alive = ({ ClientStatus }: AllocationStub) => Number(ClientStatus === 'running' || ClientStatus === 'unknown');
  return found
    .filter((one) => group === undefined || one.TaskGroup === group)
    .filter((one) => !running || alive(one) === 1)
    .sort((a, b) => alive(b) - alive(a) || b.CreateIndex - a.CreateIndex);
}

async function named(
  cluster: Cluster,
  id: string,
  namespace: string | undefined,
): Promise<ChosenAllocation | undefined> {
  const answer = await cluster.attempt(`Looking for allocation ${id.slice(0, 8)}`, (client, signal) =>
    client.allocations.read(id, { namespace, signal }),
  );
  return answer && { id, namespace: answer.data.Namespace ?? namespace, allocation: answer.data };
}

async function pick(
  cluster: Cluster,
  allocations: readonly AllocationStub[],
  title: string,
): Promise<AllocationStub | undefined> {
  const items = allocations.map((allocation) => {
    const { icon, text } = allocationState(allocation);
    const { Name, NodeName, ID, JobVersion } = allocation;
    const detail = [text, `on ${NodeName}`, `version ${JobVersion ?? '?'}`, ID.slice(0, 8)].join(' · ');
    return { label: `$(${icon}) ${Name}`, description: detail, allocation };
  });
  const options = {
    title: `${title} on ${cluster.label()}`,
    placeHolder: 'Which allocation?',
    matchOnDescription: true,
  };
  return (await vscode.window.showQuickPick(items, options))?.allocation;
}
