/** What the manifest offers on the rows of the explorer: the right commands on each, each once, and none out of reach. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type AllocationStub, type Deployment, type JobStub, type NodeStub, stringifyJson } from '@nomad/api';
import { allocationNode, taskNodes } from '../../client/src/views/allocations-model';
import { nodeNodes, variableNodes, volumeNodes } from '../../client/src/views/cluster-model';
import { jobNode } from '../../client/src/views/jobs-model';
import { exchangesOf } from '../support/replay-files';

interface Entry {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries: readonly Entry[] = contributes.menus['view/item/context'];

describe('the menus of the explorer', () => {
  it('fit what a job is', () => {
    const plain = menuOf(jobNode(row({ Status: 'running' })).context);
    for (const id of ['job.status', 'alloc.logs', 'job.restart', 'job.scale', 'job.stop', 'job.versions', 'job.action'])
      assert.ok(plain.includes(id), id);
    for (const id of ['job.start', 'job.dispatch', 'job.periodicForce', 'deployment.promote', 'job.plan'])
      assert.ok(!plain.includes(id), id);
    const stopped = menuOf(jobNode(row({ Status: 'dead', Stop: true })).context);
    assert.ok(stopped.includes('job.start') && !stopped.includes('job.stop'));
    assert.ok(menuOf(jobNode(row({ ParameterizedJob: true })).context).includes('job.dispatch'));
    assert.ok(menuOf(jobNode(row({ Periodic: true })).context).includes('job.periodicForce'));
  });

  it('fit what a deployment waits for', () => {
    const group = { DesiredCanaries: 1, DesiredTotal: 2, HealthyAllocs: 1, UnhealthyAllocs: 0, PlacedAllocs: 1 };
    const of = (Status: string, more: object) =>
      menuOf(
        jobNode(row({}, { Status, JobVersion: 3, TaskGroups: { app: { ...group, ...more } } } as unknown as Deployment))
          .context,
      );
    assert.deepEqual(pick(of('running', {}), 'deployment'), ['fail', 'pause', 'promote']);
    assert.deepEqual(pick(of('running', { Promoted: true }), 'deployment'), ['fail', 'pause']);
    assert.deepEqual(pick(of('paused', { Promoted: true }), 'deployment'), ['fail', 'resume']);
  });

  it('fit what a node takes', () => {
    const of = (more: object) => {
      const node = { ID: 'n', Name: 'n', Status: 'ready', Drain: false, SchedulingEligibility: 'eligible', ...more };
      const [found] = nodeNodes({ ...EMPTY, nodes: [node as unknown as NodeStub] }, 10);
      return pick(menuOf(found?.context ?? ''), 'node');
    };
    assert.deepEqual(of({}), ['drain', 'eligibility', 'status']);
    assert.deepEqual(of({ SchedulingEligibility: 'ineligible' }), ['drain', 'eligibility', 'status']);
    assert.deepEqual(of({ Drain: true, SchedulingEligibility: 'ineligible' }), ['status', 'stopDrain']);
  });

  it('fit what a volume and a variable are', () => {
    const csi = { ID: 'c', Name: 'c', Namespace: 'default', Schedulable: true, CurrentReaders: 0, CurrentWriters: 0 };
    const host = { ID: 'h', Name: 'h', Namespace: 'default', NodeID: 'n', State: 'ready' };
    const nodes = [{ ID: 'n', Name: 'n', HostVolumes: { fixed: { Path: '/x' } } }];
    const rows = volumeNodes({ ...EMPTY, nodes, csiVolumes: [csi], hostVolumes: [host] } as never, 10);
    const of = (label: string) => pick(menuOf(rows.find((one) => one.label === label)?.context ?? ''), 'volume');
    assert.deepEqual(of('c'), ['delete', 'snapshot', 'status']);
    assert.deepEqual(of('h'), ['delete', 'status']);
    assert.deepEqual(of('fixed'), ['status']);
    const [variable] = variableNodes([{ Path: 'a/b', Namespace: 'default', CreateIndex: 1, ModifyIndex: 1 }], 10);
    assert.deepEqual(pick(menuOf(variable?.context ?? ''), 'variable'), ['delete', 'edit', 'show']);
  });

  it('offer programs and signals only where a task runs', () => {
    const [stub] = exchangesOf('alloc').flatMap(({ response }) => (Array.isArray(response.body) ? response.body : []));
    const allocation = JSON.parse(stringifyJson(stub)) as AllocationStub;
    const running = allocationNode({ ...allocation, ClientStatus: 'running', DesiredStatus: 'run' }, 'group:x');
    const ended = allocationNode({ ...allocation, ClientStatus: 'complete' }, 'group:x');
    assert.deepEqual(pick(menuOf(running.context), 'alloc'), [
      'exec',
      'fs',
      'logs',
      'restart',
      'signal',
      'status',
      'stop',
    ]);
    assert.deepEqual(pick(menuOf(ended.context), 'alloc'), ['fs', 'logs', 'status']);
    const [task] = taskNodes({ ...allocation, TaskStates: { t: { State: 'running', Failed: false } } }, running);
    assert.ok(menuOf(task?.context ?? '').includes('alloc.signal'));
  });

  it('name each command once among the buttons and once in the menu of a row', () => {
    const contexts = [
      'job alive file paused',
      'job ended stopped',
      'group',
      'allocation running',
      'task running',
      'node eligible',
      'volume csi',
      'variable',
      'service',
      'blocked',
      'section volumes',
    ];
    for (const context of contexts) {
      const shown = entries.filter((entry) => fits(entry, context));
      for (const inline of [true, false]) {
        const ids = shown.filter(({ group }) => group.startsWith('inline') === inline).map(({ command }) => command);
        assert.deepEqual(ids, [...new Set(ids)], `${context}, ${inline ? 'buttons' : 'menu'}`);
      }
      const places = shown.map(({ group }) => group);
      assert.deepEqual(places, [...new Set(places)], `${context}: two in one place`);
    }
  });

  it('leave no command out of reach', () => {
    const hidden = contributes.menus.commandPalette
      .filter(({ when }: Entry) => when === 'false')
      .map(({ command }: Entry) => command);
    const elsewhere = new Set(
      Object.entries<readonly Entry[]>(contributes.menus)
        .filter(([menu]) => menu !== 'commandPalette')
        .flatMap(([, list]) => list.map(({ command }) => command)),
    );
    // A row's click, and links in documents.
    const otherwise = ['nomad.explorer.showMore', 'nomad.text.copy'];
    assert.deepEqual(
      hidden.filter((id: string) => !elsewhere.has(id) && !otherwise.includes(id)),
      [],
    );
  });
});

const EMPTY = {
  blocked: [],
  blockedJobs: {},
  nodes: [],
  hostVolumes: [],
  csiVolumes: [],
  services: [],
  servers: [],
};

function row(job: object, deployment?: Deployment) {
  const stub = { ID: 'web', Namespace: 'default', Status: 'running', Type: 'service', Stop: false, ...job };
  return { id: 'web', namespace: 'default', job: stub as unknown as JobStub, deployment, runs: [] };
}

/** Commands on a row, without `nomad.`, sorted, each once. */
function menuOf(context: string): readonly string[] {
  const found = entries.filter((entry) => fits(entry, context)).map(({ command }) => command.replace('nomad.', ''));
  return [...new Set(found)].sort();
}

function pick(commands: readonly string[], kind: string): readonly string[] {
  return commands.filter((id) => id.startsWith(`${kind}.`)).map((id) => id.slice(kind.length + 1));
}

/** As VS Code judges `viewItem == x` and `viewItem =~ /x/`. */
function fits({ when }: Entry, context: string): boolean {
  const [, pattern, word] = /viewItem (?:=~ \/(.*)\/|== '?([^']*)'?)$/.exec(when) ?? assert.fail(when);
  return pattern === undefined ? context === word : new RegExp(pattern).test(context);
}
