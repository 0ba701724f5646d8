/** Allocations and their tasks as rows. */
import type { AllocationStub, TaskState } from '@nomad/api';
import { tellingEvent } from '../cluster/allocation-failures';
import { type State, taskState } from './task-state';
import { note, paged, type TreeNode } from './tree-node';

/** @param group only these; all of the job's when absent */
export function allocationNodes(
  allocations: readonly AllocationStub[],
  parent: string,
  limit: number,
  group?: string,
): readonly TreeNode[] {
  const own = allocations.filter(({ TaskGroup }) => group === undefined || TaskGroup === group);
  if (own.length === 0)
    return [note(parent, 'No allocation', 'Nomad keeps allocations that have ended for a while only.')];
  return paged([...own].sort(liveFirst), limit, parent, 'allocations', (one) => allocationNode(one, parent));
}

/** @param parent an allocation may be shown below its group and below its node */
export function allocationNode(allocation: AllocationStub, parent: string): TreeNode {
  const { ID, Name, TaskGroup, JobID, Namespace, NodeID, NodeName, JobVersion, TaskStates } = allocation;
  const { text, icon, tone } = allocationState(allocation);
  const alive = isAlive(allocation);
  const short = ID.slice(0, 8);
  const onNode = parent.startsWith('node:');
  const place = onNode ? Namespace : `on ${NodeName}`;
  const version = JobVersion === undefined ? undefined : `v${JobVersion}`;
  const tasks = Object.keys(TaskStates ?? {});
  return {
    kind: 'allocation',
    id: `${onNode ? `${parent}/` : ''}allocation:${ID}`,
    // `web.server[0]` without the job, which stands above.
    label: onNode ? Name : Name.slice(Name.lastIndexOf(`${TaskGroup}[`)),
    description: [text, place, version, short].filter(Boolean).join(' · '),
    tooltip: [
      `Allocation ${ID} (${Name})`,
      `${text} on node ${NodeName}`,
      allocation.ClientDescription,
      allocation.DesiredStatus === 'run' ? undefined : allocation.DesiredDescription,
      allocation.CreateTime && `since ${new Date(allocation.CreateTime / 1e6).toLocaleString()}`,
    ]
      .filter(Boolean)
      .join('\n'),
    icon,
    tone,
    children: tasks.length > 0 ? 'closed' : 'none',
    context: ['allocation', alive ? 'running' : 'ended'].join(' '),
    namespace: Namespace,
    jobId: JobID,
    group: TaskGroup,
    allocationId: ID,
    nodeId: NodeID,
    // A command for a task need not ask which one when there is one only.
    task: tasks.length === 1 ? tasks[0] : undefined,
  };
}

export function taskNodes(allocation: AllocationStub, parent: TreeNode): readonly TreeNode[] {
  return Object.entries(allocation.TaskStates ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([task, state]) => taskNode(task, state, parent));
}

function taskNode(task: string, state: TaskState, parent: TreeNode): TreeNode {
  const { text, icon, tone } = taskState(state);
  const event = tellingEvent(state.Events ?? []);
  return {
    kind: 'task',
    id: `${parent.id}/${task}`,
    label: task,
    description: text,
    tooltip: [`Task "${task}": ${text}`, event && `${event.Type}: ${event.DisplayMessage}`].filter(Boolean).join('\n'),
    icon,
    tone,
    children: 'none',
    context: ['task', state.State === 'running' ? 'running' : 'ended'].join(' '),
    namespace: parent.namespace,
    jobId: parent.jobId,
    group: parent.group,
    allocationId: parent.allocationId,
    nodeId: parent.nodeId,
    task,
  };
}

export function allocationState(allocation: AllocationStub): Pick<State, 'text' | 'icon' | 'tone'> {
  const { ClientStatus, DesiredStatus, DeploymentStatus } = allocation;
  const canary = DeploymentStatus?.Canary ? 'canary, ' : '';
  const stops = DesiredStatus !== 'run' && (ClientStatus === 'running' || ClientStatus === 'pending');
  if (stops) return { text: `${canary}stopping`, icon: 'sync', tone: 'busy' };
  switch (ClientStatus) {
    case 'running':
      return DeploymentStatus?.Healthy === false
        ? { text: `${canary}running, unhealthy`, icon: 'warning', tone: 'bad' }
        : { text: `${canary}${DeploymentStatus?.Healthy ? 'healthy' : 'running'}`, icon: 'pass', tone: 'good' };
    case 'pending':
      return { text: `${canary}starting`, icon: 'sync', tone: 'busy' };
    case 'complete':
      return { text: 'complete', icon: 'pass', tone: 'quiet' };
    case 'failed':
      return { text: ['failed', whyFailed(allocation)].filter(Boolean).join(': '), icon: 'error', tone: 'bad' };
    case 'lost':
      return { text: 'lost with its node', icon: 'error', tone: 'bad' };
    default:
      return { text: 'unknown: its node does not answer', icon: 'question', tone: 'busy' };
  }
}

/** What the first failed task's last telling event says. */
function whyFailed({ TaskStates }: AllocationStub): string | undefined {
  const failed = Object.values(TaskStates ?? {}).find(({ Failed }) => Failed);
  return failed && taskState(failed).reason;
}

function isAlive({ ClientStatus }: AllocationStub): boolean {
  return ClientStatus === 'running' || ClientStatus === 'pending' || ClientStatus === 'unknown';
}

/** What lives, by its number; then what has ended, newest first. */
function liveFirst(a: AllocationStub, b: AllocationStub): number {
  const alive = Number(isAlive(b)) - Number(isAlive(a));
  if (alive !== 0) return alive;
  return isAlive(a) ? indexOf(a) - indexOf(b) || a.CreateIndex - b.CreateIndex : b.CreateIndex - a.CreateIndex;
}

/** `web.server[12]` is number 12. */
function indexOf({ Name }: AllocationStub): number {
  return Number(/\[(\d+)\]$/.exec(Name)?.[1] ?? 0);
}
