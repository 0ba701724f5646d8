/** Answers to "what is wrong?", from what Nomad was recorded to say. */
import assert from 'node:assert/strict';
import {
  type AllocationStub,
  type CheckStatus,
  type CsiPlugin,
  type CsiVolume,
  type HostVolume,
  type Job,
  type NodeStub,
  type ServiceRegistration,
  stringifyJson,
  type TaskEvent,
} from '@nomad/api';
import { createLocator } from '../../client/src/plan';
import { adviceFor } from '../../client/src/troubleshoot/advice';
import { declaredServices } from '../../client/src/troubleshoot/declared-services';
import { type DiagnosisFacts, diagnosis } from '../../client/src/troubleshoot/diagnose';
import { noPluginReport, pluginReport } from '../../client/src/troubleshoot/plugin-status';
import { fixedPorts, portReport } from '../../client/src/troubleshoot/port-holders';
import { type Report, render } from '../../client/src/troubleshoot/report';
import { serviceReport } from '../../client/src/troubleshoot/service-check';
import { volumeReport, volumesAskedFor } from '../../client/src/troubleshoot/volume-check';
import { includesPort } from '../../server/src/values/port-list';
import { exchangesOf } from '../support/replay-files';

/** As the client reads lists: numbers are rounded. */
function recorded<T>(scenario: string, path: RegExp): T {
  const found = exchangesOf(scenario).find(({ request, response }) => {
    return request.method === 'GET' && path.test(request.path) && response.status === 200 && response.body;
  });
  return JSON.parse(stringifyJson(found?.response.body ?? assert.fail(`${scenario} has no ${path}`)));
}

const textOf = (report: Report) => render(report).text;

describe('a diagnosis', () => {
  const job: Job = {
    ID: 'web',
    Version: 3,
    Status: 'running',
    Type: 'service',
    TaskGroups: [{ Name: 'app', Count: 2 }],
  };
  const facts: DiagnosisFacts = {
    id: 'web',
    namespace: 'default',
    cluster: 'lab:4646',
    job,
    elsewhere: [],
    evaluations: [],
    allocations: [],
    failures: [],
  };
  const event = (Type: string, DisplayMessage: string): TaskEvent => ({ Type, DisplayMessage, Time: 1_700_000_000e9 });
  const running = { ClientStatus: 'running', DesiredStatus: 'run', JobVersion: 3 } as AllocationStub;

  it('says first what is worst, and links to the line that asks for it', () => {
    const source = 'job "web" {\n  group "app" {\n    volume "scratch" {\n      type = "host"\n    }\n  }\n}\n';
    const evaluation = {
      ID: '4711',
      Status: 'blocked',
      FailedTGAllocs: {
        app: {
          NodesEvaluated: 2,
          NodesFiltered: 2,
          NodesExhausted: 0,
          CoalescedFailures: 1,
          ConstraintFiltered: { 'missing compatible host volumes': 2 },
        },
      },
    } as unknown as DiagnosisFacts['evaluations'][number];
    const group = { Name: 'app', Count: 2, Volumes: { scratch: { Type: 'host', Source: 'scratch' } } };
    const report = diagnosis({
      ...facts,
      job: { ...job, TaskGroups: [group] },
      evaluations: [evaluation],
      file: { uri: 'file:///web.nomad.hcl', locate: createLocator(source) },
    });
    const { text, links } = render(report);
    assert.match(
      text,
      /✖ Group "app" finds no place: no node has host volume "scratch" to write to \(line 3\)\.\n.*Nomad goes on trying/,
    );
    assert.match(
      text,
      /group "app": 2 allocations without a place, 2 nodes looked at\n\s+• 2 lack host volume "scratch".*\(line 3\)/,
    );
    assert.deepEqual(
      links.map(({ value }) => value),
      [
        { file: 'file:///web.nomad.hcl', line: 3 },
        { file: 'file:///web.nomad.hcl', line: 3 },
      ],
    );
  });

  it('tells the last events and words of what failed, and what they mean', () => {
    const report = diagnosis({
      ...facts,
      allocations: [{ ...running, ID: '11111111-2222', ClientStatus: 'failed' }],
      failures: [
        {
          group: 'app',
          allocationId: '11111111-2222',
          allocation: 'web.app[0]',
          node: 'n1',
          task: 'server',
          events: [event('Started', 'Task started by client'), event('Terminated', 'Exit Code: 1')],
          log: { stream: 'stderr', text: 'password=hunter2\nlisten tcp :8080: bind: address already in use\n' },
        },
      ],
    });
    const text = textOf(report);
    assert.match(text, /✖ Task "server" of group "app": it wants port 8080, which is taken\./);
    assert.match(text, /Terminated: Exit Code: 1/);
    assert.match(text, /bind: address already in use/);
    assert.match(text, /→ Let it listen on the port that Nomad gives it/);
    assert.doesNotMatch(text, /hunter2/);
    assert.equal(
      report.actions.some(({ command }) => command === 'nomad.alloc.logs'),
      true,
    );
  });

  it('says that nothing is wrong when nothing is, and what has not begun', () => {
    assert.match(textOf(diagnosis({ ...facts, allocations: [running, running] })), /✔ 2 of 2 allocations run/);
    const pending = {
      ...running,
      ID: 'aaaaaaaa-0',
      Name: 'web.app[1]',
      NodeName: 'n1',
      TaskGroup: 'app',
      ClientStatus: 'pending',
      TaskStates: {
        server: { State: 'pending', Failed: false, Events: [event('Template', 'Missing: nomad.var.block(x)')] },
      },
    } as AllocationStub;
    const text = textOf(diagnosis({ ...facts, allocations: [running, pending] }));
    assert.match(text, /▲ 1 of 2 allocations run/);
    assert.match(text, /task "server": Missing: nomad\.var\.block\(x\)/);
  });

  it('knows jobs that launch others, that are stopped, and that are elsewhere', () => {
    const periodic = { ...job, Periodic: { Enabled: true } };
    assert.match(textOf(diagnosis({ ...facts, job: periodic })), /starts on its schedule/);
    assert.match(textOf(diagnosis({ ...facts, job: { ...job, Stop: true } })), /It is stopped/);
    const text = textOf(diagnosis({ ...facts, job: undefined, elsewhere: ['prod'] }));
    assert.match(text, /no job "web" in namespace "default"/);
    assert.match(text, /It is in namespace "prod"/);
  });

  it('has advice for every kind of failure that was recorded', () => {
    const events = exchangesOf('alloc-events')
      .flatMap(({ response }) => (Array.isArray(response.body) ? (response.body as AllocationStub[]) : []))
      .flatMap(({ TaskStates }) => Object.values(TaskStates ?? {}))
      .flatMap(({ Events }) => Events ?? []);
    const bad = /^(Driver Failure|Failed Validation|Failed Artifact Download|Setup Failure)$/;
    const failing = events.filter(
      ({ Type, DisplayMessage }) => bad.test(Type) || /^Exit Code: [1-9]/.test(DisplayMessage),
    );
    assert.ok(failing.length > 5);
    for (const one of failing) assert.ok(adviceFor(one), `${one.Type}: ${one.DisplayMessage}`);
    const usual = events.filter(({ Type }) => /^(Received|Started|Task Setup)$/.test(Type));
    for (const one of usual) assert.equal(adviceFor(one), undefined, `${one.Type}: ${one.DisplayMessage}`);
  });
});

describe('who holds a port', () => {
  const [allocation = assert.fail()] = exchangesOf('services')
    .filter(({ request, response }) => /^\/v1\/allocation\/[^/]+$/.test(request.path) && response.status === 200)
    .map(({ response }) => JSON.parse(stringifyJson(response.body)) as AllocationStub);
  const port = allocation.AllocatedResources?.Shared?.Ports?.[0]?.Value ?? assert.fail();
  const node = (more: Partial<NodeStub>) => ({ ID: 'n1', Name: 'n1', ...more }) as NodeStub;
  const facts = { port, cluster: 'lab:4646', allocations: [allocation], nodes: [], files: [] };

  it('finds the allocation by what it was given', () => {
    const text = textOf(portReport(facts));
    assert.match(text, new RegExp(`▲ Port ${port} is taken: 1 allocation has it\\.`));
    assert.match(text, new RegExp(`${allocation.Name.replace(/[[\]]/g, '\\$&')}.*port "http"`));
  });

  it('says when nobody in Nomad has it, and what to type on the node', () => {
    const text = textOf(portReport({ ...facts, port: 9999 }));
    assert.match(text, /✔ Nothing in Nomad holds port 9999/);
    assert.match(text, /ss -tlnp 'sport = :9999' {3}copy/);
  });

  it('looks into reserved ports and the range of dynamic ones', () => {
    const ReservedResources = { Networks: { ReservedHostPorts: '22, 8000-8010' } };
    const nodes = [
      node({ ReservedResources }),
      node({ NodeResources: { MinDynamicPort: 20000, MaxDynamicPort: 32000 } }),
    ];
    assert.match(textOf(portReport({ ...facts, nodes, port: 8005 })), /1 node reserves it/);
    assert.match(
      textOf(portReport({ ...facts, nodes, port: 25000 })),
      /range that nodes hand out \(20000–32000 on n1\)/,
    );
    assert.doesNotMatch(textOf(portReport({ ...facts, nodes, port: 8011 })), /reserves it|hand out/);
    assert.ok(includesPort('8000-8010', 8010) && !includesPort('8000-8010', 8011) && !includesPort('', 0));
  });

  it('finds the lines of job files that fix it', () => {
    const text =
      'port "a" {\n  static = 8443 # why\n}\nport "b" { static = 8443 }\n# static = 8443\nport "c" {\n  to = 8443\n  static = 84430\n}\n';
    assert.deepEqual(fixedPorts(text, 8443), [2, 4]);
  });
});

describe('the check of volumes', () => {
  const job = (volumes: object, mounts: object[] = [{ Volume: 'data', Destination: '/data' }]): Job => ({
    ID: 'wiki',
    TaskGroups: [
      {
        Name: 'web',
        Count: 2,
        Volumes: volumes as never,
        Tasks: [{ Name: 'wiki', VolumeMounts: mounts, Config: { image: 'postgres:16' } }],
      },
    ],
  });
  const node = (Name: string, HostVolumes: NodeStub['HostVolumes']) =>
    ({ ID: Name, Name, Status: 'ready', SchedulingEligibility: 'eligible', Drain: false, HostVolumes }) as NodeStub;
  const facts = {
    cluster: 'lab:4646',
    namespace: 'default',
    nodes: [] as NodeStub[],
    hostVolumes: [] as HostVolume[],
    csiVolumes: {},
  };
  const host = { data: { Type: 'host', Source: 'wiki-data' } };

  it('names the host volume that no node has, the nearest name, and what the client needs', () => {
    const nodes = [node('n1', { 'wiki-dta': { Path: '/x' } })];
    const text = textOf(volumeReport({ ...facts, job: job(host), nodes }));
    assert.match(text, /✖ Its volume cannot be used/);
    assert.match(text, /✖ No node that takes work has a host volume "wiki-data"/);
    assert.match(text, /Did you mean "wiki-dta"\?/);
    assert.match(text, /host_volume "wiki-data" \{ path = /);
  });

  it('tells where it is, who has to own it, and that it is read-only', () => {
    const nodes = [node('n1', { 'wiki-data': { Path: '/srv/wiki' } }), node('n2', {})];
    const text = textOf(volumeReport({ ...facts, job: job(host), nodes }));
    assert.match(text, /✔ Its volume is there/);
    assert.match(text, /1 of 2 nodes that take work has it: n1/);
    assert.match(text, /PostgreSQL writes as 999:999/);
    assert.match(text, /chown -R 999:999 \/srv\/wiki/);
    const readOnly = [node('n1', { 'wiki-data': { Path: '/srv/wiki', ReadOnly: true } })];
    assert.match(textOf(volumeReport({ ...facts, job: job(host), nodes: readOnly })), /✖ It is read-only there/);
    const reading = { data: { ...host.data, ReadOnly: true } };
    assert.match(textOf(volumeReport({ ...facts, job: job(reading), nodes: readOnly })), /✔ Its volume is there/);
  });

  it('tells who uses a dynamic host volume, as it was recorded', () => {
    const used = exchangesOf('volumes')
      .map(({ response }) => response.body as unknown as HostVolume)
      .find((body) => body?.Allocations?.length);
    const volume = JSON.parse(stringifyJson(used ?? assert.fail())) as HostVolume;
    const nodes = [node('n1', { [volume.Name]: { ID: volume.ID, Path: volume.HostPath } })];
    const asked = job({ data: { Type: 'host', Source: volume.Name } });
    const text = textOf(volumeReport({ ...facts, job: asked, nodes, hostVolumes: [volume] }));
    assert.match(text, /dynamic, made by plugin mkdir/);
    assert.match(text, /in use by with-volume\./);
  });

  it('knows what a CSI volume lacks', () => {
    const csi = { data: { Type: 'csi', Source: 'wiki-prod', AccessMode: 'multi-node-multi-writer' } };
    assert.deepEqual(volumesAskedFor(job(csi)), { csi: ['wiki-prod'], host: false });
    const missing = textOf(volumeReport({ ...facts, job: job(csi), csiVolumes: { 'wiki-prod': null } }));
    assert.match(missing, /✖ There is no CSI volume "wiki-prod" in namespace "default"/);
    const volume = {
      ID: 'wiki-prod',
      PluginID: 'nfs',
      Schedulable: false,
      ControllerRequired: true,
      ControllersHealthy: 0,
      ControllersExpected: 1,
      NodesHealthy: 3,
      NodesExpected: 3,
      AccessMode: 'single-node-writer',
      RequestedCapabilities: [{ AccessMode: 'single-node-writer', AttachmentMode: 'file-system' }],
      Allocations: [{ Name: 'other.app[0]', NodeName: 'n2', JobID: 'other', ClientStatus: 'running' }],
    } as unknown as CsiVolume;
    const text = textOf(volumeReport({ ...facts, job: job(csi), csiVolumes: { 'wiki-prod': volume } }));
    assert.match(text, /no healthy controller of its plugin/);
    assert.match(text, /asks for access mode "multi-node-multi-writer", and the volume offers single-node-writer/);
    assert.match(text, /Another job has it/);
  });

  it('asks for one volume for each allocation where the job does', () => {
    const each = { data: { Type: 'csi', Source: 'wiki', PerAlloc: true } };
    assert.deepEqual(volumesAskedFor(job(each)).csi, ['wiki[0]', 'wiki[1]']);
  });
});

describe('the check of a service', () => {
  const [registration = assert.fail()] = recorded<ServiceRegistration[]>('services', /^\/v1\/service\/web$/);
  const checks = Object.values(recorded<Record<string, CheckStatus>>('services', /\/checks$/));
  const facts = { name: 'web', namespace: 'default', cluster: 'lab:4646', range: [20000, 32000] as const };

  it('says where it is and what its checks found', () => {
    const states = { [registration.AllocID]: checks };
    const text = textOf(serviceReport({ ...facts, registrations: [registration], checks: states }));
    assert.match(text, new RegExp(`${registration.Address}:${registration.Port}   job "web"`));
    const own = checks.filter(({ Service }) => Service === 'web');
    assert.ok(own.length > 0);
    assert.match(text, /✔ check \(/, 'a check without a name of its own has none here');
    assert.doesNotMatch(text, /always-404/, 'that is a check of another service');
    // Recorded on one machine: its port is dynamic, its address that of the loopback interface.
    assert.match(text, /ports are dynamic \(20000–32000\)/);
    assert.match(text, /loopback interface/);
    const broken = { ...registration, ServiceName: 'web-broken' };
    assert.match(
      textOf(serviceReport({ ...facts, name: 'web-broken', registrations: [broken], checks: states })),
      /✖ 1 instance: its check finds nothing at its path \(status 404\)\.\n {2}→ The program answers/,
    );
  });

  it('says that nobody has registered it, or that Consul has to be asked', () => {
    assert.match(
      textOf(serviceReport({ ...facts, registrations: [], checks: {} })),
      /✖ Nobody has registered a service "web"/,
    );
    const declared = { provider: 'consul', port: 'http', job: 'web', checks: 1 };
    const text = textOf(serviceReport({ ...facts, registrations: [], checks: {}, declared }));
    assert.match(text, /registered in Consul \(job "web"\)/);
    assert.match(text, /consul catalog nodes -service=web/);
  });

  it('finds the services that a job file declares', () => {
    const text = [
      'job "web" {',
      '  group "a" {',
      '    service {',
      '      name = "api"',
      '      port = "http"',
      '      provider = "nomad"',
      '      check {',
      '        name = "inner"',
      '        type = "http"',
      '      }',
      '    }',
      '    task "t" {',
      '      service {',
      '        name     = "${JOB}-x"',
      '      }',
      '      service {',
      '        name = "plain"',
      '      }',
      '    }',
      '  }',
      '}',
    ].join('\n');
    assert.deepEqual(declaredServices(text), [
      { name: 'api', provider: 'nomad', port: 'http', checks: 1 },
      { name: 'plain', provider: 'consul', port: '', checks: 0 },
    ]);
  });
});

describe('the state of a storage plugin', () => {
  const plugin = (more: Partial<CsiPlugin>): CsiPlugin => ({
    ID: 'nfs',
    ControllerRequired: true,
    ControllersHealthy: 1,
    ControllersExpected: 1,
    NodesHealthy: 2,
    NodesExpected: 2,
    ModifyIndex: 1,
    ...more,
  });
  const show = (of: CsiPlugin) => textOf(pluginReport({ plugin: of, cluster: 'lab', volumes: [], nodes: { a: 'n1' } }));

  it('says what does not work without what is missing', () => {
    assert.match(show(plugin({})), /✔ All of its instances are healthy/);
    assert.match(show(plugin({ ControllersHealthy: 0 })), /✖ No controller of it is healthy: no volume can be made/);
    assert.match(show(plugin({ NodesHealthy: 0 })), /✖ It is healthy on no node/);
    assert.match(show(plugin({ NodesHealthy: 1 })), /▲ 1 of its instances is not healthy/);
    const Nodes = { a: { AllocID: '12345678-9', Healthy: false, HealthDescription: 'timeout' } };
    assert.match(show(plugin({ Nodes })), /✖ not healthy on n1, allocation 12345678: timeout/);
  });

  it('tells a newcomer what a plugin is where there is none', () => {
    assert.match(textOf(noPluginReport('lab')), /No storage plugin runs on this cluster/);
  });
});
