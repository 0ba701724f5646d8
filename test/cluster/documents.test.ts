import assert from 'node:assert/strict';
import type {
  Allocation,
  AllocationStub,
  AllocationUsage,
  Evaluation,
  Job,
  JobScale,
  Member,
  Node,
  NodeUsage,
} from '@nomad/api';
import { allocationReport } from '../../client/src/documents/allocation-status';
import { evaluationsReport } from '../../client/src/documents/evaluations';
import { jobStatusReport } from '../../client/src/documents/job-status';
import { nodeReport } from '../../client/src/documents/node-status';
import { serversReport } from '../../client/src/documents/server-members';
import { validationReport } from '../../client/src/documents/validation';
import { type Report, render } from '../../client/src/troubleshoot/report';
import { exchangesOf } from '../support/replay-files';

/** As a client sees it: recorded integers with all digits are numbers there. */
const plain = <T>(value: unknown): T =>
  JSON.parse(JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? Number(item) : item)));
const bodyOf = <T>(scenario: string, path: RegExp): T =>
  plain<T>(
    exchangesOf(scenario).find(({ request, response }) => path.test(request.path) && response.body)?.response.body ??
      assert.fail(`${scenario} ${path}`),
  );
const textOf = (report: Report): string => {
  const { text, links } = render(report);
  assert.doesNotMatch(text, /undefined|NaN|\[object|null/);
  for (const { value } of links) {
    if ('command' in value) assert.match(value.command, /^nomad\./);
  }
  return text;
};
const commandsOf = (report: Report) => report.actions.map(({ command }) => command);

describe('a job as a document', () => {
  const job: Job = { ...bodyOf<Job>('jobs', /^\/v1\/job\/alpha$/), ID: 'web' };
  const allocations = bodyOf<AllocationStub[]>('deployment', /^\/v1\/deployment\/allocations\//);
  const scale: JobScale = bodyOf('scale', /\/scale$/);
  const now = (allocations[0]?.CreateTime ?? 0) / 1e6 + 5 * 60_000;
  const facts = { job, place: 'lab · default', scale, allocations, evaluations: [], children: [], now };

  it('says how many run, what belongs to them, and what can be done', () => {
    const report = jobStatusReport(facts);
    const text = textOf(report);
    assert.match(text, /^Job · web {3}lab · default\n\n✔ 2 of 1 running\./);
    assert.match(text, /app\[0\] {2}\S+ {2}on \S+, version 0, 5 min ago/);
    assert.ok(commandsOf(report).includes('nomad.job.scale') && commandsOf(report).includes('nomad.job.revert'));
    const stopped = jobStatusReport({ ...facts, job: { ...job, Stop: true } });
    assert.match(textOf(stopped), /▲ Stopped\./);
    assert.ok(!commandsOf(stopped).includes('nomad.job.stop'));
  });

  it('says why something has no place', () => {
    const blocked = bodyOf<Evaluation>('evaluation', /^\/v1\/evaluation\/7ce92d0e/);
    const waiting = { ...blocked, Status: 'blocked' as const };
    const text = textOf(jobStatusReport({ ...facts, allocations: [], evaluations: [waiting] }));
    assert.match(text, /✖ 0 of 1 running; what is missing finds no place\./);
    assert.match(text, /Without a place\n {2}\S+: 1 without a place, 1 node looked at\n {4}1 /);
    const list = textOf(
      evaluationsReport({ place: 'lab', evaluations: [waiting, blocked, waiting], jobs: {}, now: Date.now() }),
    );
    assert.match(list, /✖ One job waits for room\.\n\nBlocked\n/);
    assert.match(list, /complete, not everything was placed/);
  });

  it('lists the runs of what starts others', () => {
    const children = exchangesOf('dispatch').find(({ request }) => request.query.prefix === 'import')?.response
      .body as never[];
    const parent = bodyOf<Job>('dispatch', /^\/v1\/job\/import$/);
    const report = jobStatusReport({ ...facts, job: parent, scale: undefined, allocations: [], children });
    assert.match(textOf(report), /✔ Waits to be dispatched\.[\s\S]*Runs\n/);
    assert.ok(commandsOf(report).includes('nomad.job.dispatch') && !commandsOf(report).includes('nomad.job.scale'));
  });
});

describe('an allocation as a document', () => {
  it('has the events of its tasks, its addresses and what it uses', () => {
    const allocation = bodyOf<Allocation>('services', /^\/v1\/allocation\/[^/]+$/);
    const services = bodyOf<never[]>('services', /^\/v1\/allocation\/[^/]+\/services$/);
    const report = allocationReport({ allocation, place: 'lab', services, now: 0 });
    const text = textOf(report);
    assert.match(text, /port http {2}127\.0\.0\.1:25009/);
    assert.match(text, /service web {2}127\.0\.0\.1:25009 {2}blue, v1/);
    assert.match(text, /Task main\n {2}running[\s\S]*Started/);
    assert.ok(commandsOf(report).includes('nomad.alloc.exec'));
    const usage = bodyOf<AllocationUsage>('alloc', /\/stats$/);
    const logger = bodyOf<Allocation>('alloc', /^\/v1\/allocation\/[^/]+$/);
    assert.match(
      textOf(allocationReport({ allocation: logger, place: 'lab', usage, services: [], now: 0 })),
      /0 % of a core, 3 MiB/,
    );
  });

  it('that has ended offers no shell, and shows no secret of an event', () => {
    const allocation = bodyOf<Allocation>('services', /^\/v1\/allocation\/[^/]+$/);
    const event = { Type: 'Template', Time: 1e18, DisplayMessage: 'Template failed: password=hunter2' };
    const ended: Allocation = {
      ...allocation,
      ClientStatus: 'failed',
      TaskStates: { main: { State: 'dead', Failed: true, Events: [event] } },
    };
    const report = allocationReport({ allocation: ended, place: 'lab', services: [], now: 0 });
    assert.match(textOf(report), /✖ Failed[\s\S]*Template failed: password=••••••/);
    assert.deepEqual(commandsOf(report), ['nomad.alloc.status', 'nomad.alloc.logs', 'nomad.alloc.fs']);
  });
});

describe('the cluster as documents', () => {
  it('has nodes with drivers, volumes, ports and room', () => {
    const node = bodyOf<Node>('nodes', /^\/v1\/node\/[^/]+$/);
    const allocations = bodyOf<AllocationStub[]>('nodes', /^\/v1\/node\/[^/]+\/allocations$/);
    const usage = bodyOf<NodeUsage>('nodes', /^\/v1\/client\/stats$/);
    const text = textOf(nodeReport({ node, place: 'lab', allocations, usage, now: Date.now() }));
    assert.match(text, /^Node · nomad-1 {3}lab\n\n✔ Ready\./);
    assert.match(text, /cpu {2}\d+ of 5192 MHz free/);
    assert.match(text, /raw_exec {2}✔ healthy/);
    assert.doesNotMatch(text, /qemu/, 'what is not there is no driver of the node');
    assert.match(text, /shared-ro {2}\/opt\/nomad\/volumes\/ro, read only/);
    assert.match(text, /dynamic ones from {2}25000 to 25019/);
    const draining = { ...node, Drain: true, SchedulingEligibility: 'ineligible' as const };
    assert.match(
      textOf(nodeReport({ node: draining, place: 'lab', allocations: [], now: 0 })),
      /▲ Ready, and draining/,
    );
  });

  it('has servers with their leader', () => {
    const { Members } = bodyOf<{ Members: Member[] }>('agent', /members$/);
    const text = textOf(serversReport({ place: 'lab', members: Members, leader: '127.0.0.1:4647' }));
    assert.match(text, /✔ One server, with a leader\.\n\nRegion global\n {2}nomad-1\.global {2}alive, leader/);
    const failed = { ...(Members[0] as Member), Name: 's2.global', Status: 'failed' as const };
    assert.match(
      textOf(serversReport({ place: 'lab', members: [failed], leader: 'x' })),
      /▲ 1 of 1 servers does not answer/,
    );
    assert.match(textOf(serversReport({ place: 'lab', members: Members })), /✖ No leader/);
  });

  it('has the errors and warnings of a job with their lines', () => {
    const source = 'job "x" {\n  group "app" {\n    task "main" {\n    }\n  }\n}\n';
    const report = validationReport({
      jobId: 'x',
      place: 'lab',
      source,
      file: 'file:///x.nomad.hcl',
      errors: ['Task group app validation failed: Task main validation failed: Missing task driver'],
      warnings: [],
    });
    assert.match(textOf(report), /✖ Nomad refuses job "x"\.[\s\S]*Missing task driver \(line 3\)/);
  });
});
