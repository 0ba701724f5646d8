/** An allocation as a line of a report, with what can be done about it as links. No editor needed. */
import type { AllocationStub } from '@nomad/api';
import { type Kind, type Line, line, type Piece } from '../troubleshoot/report';
import { allocationState } from '../views/allocations-model';
import { ago } from './ago';

const KINDS: Readonly<Record<string, Kind | undefined>> = { good: 'good', bad: 'bad', busy: 'warning', quiet: 'muted' };

/**
 * @param now milliseconds, as `Date.now()` gives them
 * @param withJob where allocations of several jobs stand together
 */
export function allocationLine(allocation: AllocationStub, now: number, withJob = false): Line {
  const { ID, Name, Namespace, TaskGroup, NodeName, JobVersion, CreateTime, ClientStatus } = allocation;
  const { text, tone } = allocationState(allocation);
  const target = { allocId: ID, namespace: Namespace };
  const alive = ClientStatus === 'running';
  const command = (title: string, id: string): Piece[] => [
    '  ',
    { text: title, link: { command: id, args: [target] } },
  ];
  return line(
    1,
    `${withJob ? Name : Name.slice(Math.max(0, Name.lastIndexOf(`${TaskGroup}[`)))}  `,
    { text, kind: KINDS[tone] },
    {
      text: `  on ${NodeName}, version ${JobVersion ?? '?'}${CreateTime ? `, ${ago(now - CreateTime / 1e6)}` : ''}, ${ID.slice(0, 8)} `,
      kind: 'muted',
    },
    ...command('status', 'nomad.alloc.status'),
    ...command('logs', 'nomad.alloc.logs'),
    ...(alive ? command('exec', 'nomad.alloc.exec') : []),
    ...command('files', 'nomad.alloc.fs'),
  );
}

/** Those that live first, then the newest of those that have ended. */
export function inOrder(allocations: readonly AllocationStub[]): readonly AllocationStub[] {
  const alive = ({ ClientStatus }: AllocationStub) =>
    Number(ClientStatus === 'running' || ClientStatus === 'pending' || ClientStatus === 'unknown');
  return [...allocations].sort(
    (a, b) => alive(b) - alive(a) || (alive(a) ? compare(a.Name, b.Name) : 0) || b.CreateIndex - a.CreateIndex,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
