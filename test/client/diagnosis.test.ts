/** Situations of trouble as a real Nomad tells them: the first line names the cause, the line of the file, and what next. */
import assert from 'node:assert/strict';
import type { AllocationStub, CheckStatus, Evaluation, Job, TaskEvent } from '@nomad/api';
import { createLocator } from '../../client/src/plan';
import { adviceFor } from '../../client/src/troubleshoot/advice';
import { type DiagnosisFacts, diagnosis } from '../../client/src/troubleshoot/diagnose';
import { missingOf } from '../../client/src/troubleshoot/missing-dependency';
import type { KnownNode } from '../../client/src/troubleshoot/node-answers';
import { render } from '../../client/src/troubleshoot/report';

const source = `job "web" {
  constraint {
    attribute = "\${attr.kernel.name}"
    value     = "windows"
  }
  group "app" {
    network {
      port "web" {
        static = 18080
      }
    }
    volume "data" {
      type   = "host"
      source = "pgdta"
    }
    service {
      name     = "front"
      provider = "nomad"
      port     = "web"
      check {
        type = "http"
        path = "/healthz"
      }
    }
    task "helper" {
      driver = "raw_exec"
      config {
        command = "/bin/true"
      }
    }
    task "main" {
      driver = "docker"
      user   = "nobodyx"
      config {
        comand = "/opt/no/such/server"
      }
      artifact {
        source = "http://127.0.0.1:1/app.tar.gz"
      }
      template {
        data        = "x"
        destination = "local/x"
      }
      resources {
        memory = 999999
      }
    }
  }
}
`;
const lineOf = (text: string) => source.split('\n').findIndex((one) => one.includes(text)) + 1;

const job: Job = {
  ID: 'web',
  Version: 0,
  Status: 'running',
  Type: 'service',
  TaskGroups: [
    {
      Name: 'app',
      Count: 1,
      Volumes: { data: { Type: 'host', Source: 'pgdta' } },
      Services: [
        {
          Name: 'front',
          PortLabel: 'web',
          Checks: [{ Name: 'service: "front" check', Type: 'http', Path: '/healthz' }],
        },
      ],
      Tasks: [{ Name: 'main', Driver: 'docker', Resources: { MemoryMB: 999_999 } }],
    },
  ],
} as unknown as Job;

const node = {
  ID: 'n1',
  Name: 'vm',
  Datacenter: 'dc1',
  Status: 'ready',
  NodeResources: { Memory: { MemoryMB: 24_105 } },
  Drivers: { docker: { Detected: true, Healthy: false, HealthDescription: 'Failed to connect to docker daemon' } },
  HostVolumes: { pgdata: { Path: '/srv/pg' }, 'shared-ro': { ReadOnly: true } },
  Attributes: { 'kernel.name': 'linux' },
  Meta: { rak: 'r1' },
} as unknown as KnownNode;

const facts: DiagnosisFacts = {
  id: 'web',
  namespace: 'default',
  cluster: 'lab',
  job,
  elsewhere: [],
  evaluations: [],
  allocations: [],
  failures: [],
  file: { uri: 'file:///web.nomad.hcl', locate: createLocator(source) },
};

const ALLOCATION = '33158a18-0000-4000-8000-000000000000';
const event = (Type: string, DisplayMessage: string): TaskEvent => ({ Type, DisplayMessage, Time: 1_700_000_000e9 });

/** A task that has failed with these events. */
function failing(events: readonly TaskEvent[], more: Partial<AllocationStub> = {}, log?: string): DiagnosisFacts {
  const allocation = { ID: ALLOCATION, ClientStatus: 'failed', DesiredStatus: 'run', JobVersion: 0, ...more };
  return {
    ...facts,
    allocations: [allocation as AllocationStub],
    failures: [
      {
        group: 'app',
        allocationId: ALLOCATION,
        allocation: 'web.app[0]',
        node: 'vm',
        task: 'main',
        events,
        log: log === undefined ? undefined : { stream: 'stderr', text: log },
      },
    ],
  };
}

/** A group that finds no place for this reason of the scheduler. */
function homeless(metric: object): DiagnosisFacts {
  const failed = { NodesEvaluated: 1, NodesFiltered: 1, NodesExhausted: 0, CoalescedFailures: 0, ...metric };
  const evaluation = { ID: '4711', Status: 'blocked', TriggeredBy: 'queued-allocs', FailedTGAllocs: { app: failed } };
  return { ...facts, nodes: [node], evaluations: [evaluation as unknown as Evaluation] };
}

const textOf = (report: ReturnType<typeof diagnosis>) => render(report).text;
const headline = (given: DiagnosisFacts) => textOf(diagnosis(given)).split('\n')[2];

describe('a diagnosis names the cause, the line, and what next', () => {
  it('of a program that is not there', () => {
    const failure = failing([
      event(
        'Driver Failure',
        'failed to launch command with executor: binary "/opt/no/such/server" could not be found',
      ),
      event('Not Restarting', 'Policy allows no restarts'),
    ]);
    assert.match(
      headline(failure) ?? '',
      /^✖ Task "main" of group "app": there is no program "\/opt\/no\/such\/server"/,
    );
  });

  it('of a config that the driver does not take, with the word that is wrong', () => {
    const said =
      '3 errors occurred: * failed to parse config: * Missing required argument: The argument "command" is required, but no definition was found. * Invalid label: No argument or block type is named "comand". Did you mean "command"?';
    assert.equal(
      headline(failing([event('Failed Validation', said)])),
      `✖ Task "main" of group "app": the driver does not accept its config: it knows no "comand", perhaps "command" is meant (line ${lineOf('comand')}).`,
    );
  });

  it('of a user, an artifact and a template, at their lines in the right task', () => {
    const of = (type: string, message: string) => headline(failing([event(type, message)])) ?? '';
    const user = of(
      'Driver Failure',
      'failed driver config validation: failed to identify user "nobodyx": user: unknown user nobodyx',
    );
    assert.match(user, new RegExp(`no user "nobodyx" on the node \\(line ${lineOf('nobodyx')}\\)`));
    const artifact = of(
      'Failed Artifact Download',
      'failed to download artifact "http://127.0.0.1:1/app.tar.gz": connection refused',
    );
    assert.match(artifact, new RegExp(`cannot be downloaded \\(line ${lineOf('app.tar.gz')}\\)`));
    const template = of('Killing', 'Template failed: (dynamic): parse: template: :1: function "nosuch" not defined');
    assert.match(template, new RegExp(`function "nosuch" not defined \\(line ${lineOf('template {')}\\)`));
  });

  it('of a variable that is not there, and offers to create it', () => {
    const report = diagnosis(
      failing([event('Template', 'Missing: nomad.var.block(nomad/jobs/web@default.global)')], {
        ClientStatus: 'pending',
        DeploymentStatus: { Healthy: false },
        TaskStates: { main: { State: 'pending', Failed: false, Restarts: 1 } },
      } as Partial<AllocationStub>),
    );
    assert.match(
      textOf(report),
      /✖ Task "main".*waits for variable "nomad\/jobs\/web" of namespace "default", which is not there/,
    );
    const action = report.actions.find(({ command }) => command === 'nomad.variable.create');
    assert.deepEqual(action?.args, [{ variable: 'nomad/jobs/web', namespace: 'default' }]);
  });

  it('of a program that ends again and again, with its last words, each once', () => {
    const restarting = {
      ClientStatus: 'pending',
      TaskStates: { main: { State: 'pending', Failed: false, Restarts: 7 } },
    };
    const events = [event('Terminated', 'Exit Code: 2'), event('Restarting', 'Task restarting in 3s')];
    const text = textOf(
      diagnosis(failing(events, restarting as unknown as Partial<AllocationStub>, 'panic: no database\n'.repeat(7))),
    );
    assert.match(text, /✖ Task "main" of group "app": its program ended with exit code 2: "panic: no database"\./);
    assert.match(text, /What fails\n[\s\S]* {6}panic: no database {3}\(7 times\)\n/);
    assert.doesNotMatch(text, /What failed earlier|What is not running yet/);
  });

  it('of a service that ends well, at the type of the job', () => {
    assert.match(
      headline(failing([event('Terminated', 'Exit Code: 0')])) ?? '',
      /its program ended by itself, and well \(line 1\)/,
    );
  });

  it('of checks that fail: a wrong path, and a port where nothing listens', () => {
    const check = (more: Partial<CheckStatus>) =>
      ({
        Service: 'front',
        Check: 'service: "front" check',
        Status: 'failure',
        Output: '',
        Timestamp: 1,
        ...more,
      }) as CheckStatus;
    const unhealthy = failing(
      [event('Started', ''), event('Alloc Unhealthy', 'Task not running by healthy_deadline of 8s')],
      {
        ClientStatus: 'running',
        DeploymentStatus: { Healthy: false },
      } as Partial<AllocationStub>,
    );
    const of = (more: Partial<CheckStatus>) =>
      diagnosis({
        ...unhealthy,
        deployment: {
          Status: 'failed',
          StatusDescription: 'Failed due to unhealthy allocations',
          JobVersion: 0,
          TaskGroups: {},
        } as unknown as DiagnosisFacts['deployment'],
        checks: { [ALLOCATION]: [check(more)] },
      });
    const path = of({ StatusCode: 404, Output: '<!DOCTYPE HTML><html><head><title>Error response</title></head>' });
    assert.match(
      textOf(path),
      new RegExp(`✖ Task "main".*finds nothing at /healthz \\(status 404\\) \\(line ${lineOf('/healthz')}\\)`),
    );
    assert.match(textOf(path), /✖ check of service "front" \(http \/healthz\): status 404, Error response\n/);
    assert.match(textOf(path), /The deployment of version 0 failed: its allocations did not get healthy\./);
    const port = of({ Output: 'dial tcp 127.0.0.1:29884: connect: connection refused' });
    assert.match(textOf(port), /nothing listens on port 29884, which Nomad gave as "web"[\s\S]*NOMAD_PORT_web/);
    assert.ok(port.actions.some(({ command }) => command === 'nomad.service.check'));
  });

  it('of a host volume: a wrong name, and one that may only be read', () => {
    const lacking = homeless({ ConstraintFiltered: { 'missing compatible host volumes': 1 } });
    assert.match(
      textOf(diagnosis(lacking)),
      /no node has host volume "pgdta"[\s\S]*→ no node has "pgdta"\. Did you mean "pgdata"\?/,
    );
    const [group] = job.TaskGroups ?? [];
    const readOnly = { ...job, TaskGroups: [{ ...group, Volumes: { data: { Type: 'host', Source: 'shared-ro' } } }] };
    assert.match(
      textOf(diagnosis({ ...lacking, job: readOnly as unknown as Job })),
      /→ "shared-ro" is read-only on vm, and the job asks to write: set read_only = true/,
    );
  });

  it('of drivers, memory, constraints, ports and datacenters, with what the nodes have instead', () => {
    const of = (metric: object) => textOf(diagnosis(homeless(metric)));
    assert.match(
      of({ ConstraintFiltered: { 'missing drivers': 1 } }),
      /→ vm: driver "docker" is there and not healthy: Failed to connect/,
    );
    assert.match(
      of({ DimensionExhausted: { memory: 1 } }),
      /no node has enough free memory[\s\S]*→ no node is that large: the largest, vm, has 24105 MB/,
    );
    assert.match(
      of({ ConstraintFiltered: { '${attr.kernel.name} = windows': 1 } }),
      /no node meets the constraint.*\(line 3\)\.[\s\S]*→ \$\{attr\.kernel\.name\} is "linux"/,
    );
    assert.match(
      of({ ConstraintFiltered: { '${meta.rack} = r7': 1 } }),
      /→ no node has \$\{meta\.rack\}\. Did you mean "rak"\?/,
    );
    const port = diagnosis(homeless({ DimensionExhausted: { 'network: reserved port collision web=18080': 1 } }));
    assert.match(textOf(port), /every node has port 18080 \("web"\) in use already \(line 8\)/);
    assert.ok(render(port).links.some(({ value }) => 'command' in value && value.command === 'nomad.port.who'));
    assert.match(
      of({ NodesEvaluated: 0, NodesAvailable: { dc9: 0 } }),
      /no node of datacenter "dc9" is ready[\s\S]*→ the nodes are in datacenter "dc1"/,
    );
  });

  it('keeps what was made good apart', () => {
    const text = textOf(diagnosis(failing([event('Terminated', 'Exit Code: 1')], { NextAllocation: 'x' })));
    assert.match(text, /What failed earlier/);
    assert.doesNotMatch(text, /^✖ Task/m);
  });
});

describe('what a template waits for', () => {
  it('is said in words', () => {
    assert.match(missingOf('vault.read(secret/data/web)').cause, /secret "secret\/data\/web"/);
    assert.match(missingOf('kv.block(config/web)').cause, /key "config\/web"/);
    assert.match(missingOf('nomad.service(db)').cause, /service "db"/);
    assert.match(missingOf('health.service(db|passing)').cause, /service "db"/);
    assert.match(missingOf('file(/x)').cause, /it waits for file\(\/x\)/);
  });

  it('does not mistake a driver for a missing program', () => {
    const refused = adviceFor(event('Driver Failure', 'failed to create container: name conflict'));
    assert.match(refused?.cause ?? '', /the driver does not start it: failed to create container/);
  });
});
