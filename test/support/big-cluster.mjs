// A Nomad with thousands of jobs and ten times as many allocations, over real HTTP: lists, the allocations of a job, and
// events as many as one likes. Made up by rule, and by the same rule each time.
import { createServer } from 'node:http';

const GROUPS = ['api', 'worker'];
const STATES = ['Queued', 'Starting', 'Running', 'Complete', 'Failed', 'Lost', 'Unknown'];

/**
 * @param size.jobs how many
 * @param size.allocations in each job
 * @param size.nodes how many
 * @returns `address`; `asked()`: what was asked since the last look; `storm(perSecond)` starts events and returns what
 *   ends them; `cut()` breaks the event streams; `close()`
 */
export async function startBigCluster({ jobs = 5_000, allocations = 10, nodes = 200 } = {}) {
  let index = 1_000;
  let asked = [];
  const streams = new Set();
  const stubs = Array.from({ length: jobs }, (_, i) => jobStub(i, allocations));
  const places = new Map(stubs.map(({ ID }, i) => [ID, i]));
  const nodeStubs = Array.from({ length: nodes }, (_, i) => nodeStub(i));

  const answers = [
    [/^\/v1\/jobs$/, (_, query) => filtered(stubs, query.get('filter'))],
    [/^\/v1\/job\/([^/]+)\/allocations$/, ([id]) => allocationsOf(places.get(id) ?? 0)],
    [/^\/v1\/nodes$/, () => nodeStubs],
    [/^\/v1\/node\/([^/]+)\/allocations$/, () => allocationsOf(0)],
    [/^\/v1\/(deployments|evaluations|volumes|services|vars)$/, () => []],
    [/^\/v1\/agent\/members$/, () => ({ Members: [member] })],
    [/^\/v1\/status\/leader$/, () => '10.0.0.1:4647'],
  ];

  function allocationsOf(job) {
    return Array.from({ length: allocations }, (_, i) => allocation(job, i, nodes));
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://nomad');
    asked.push(`${request.method} ${url.pathname}${url.searchParams.has('filter') ? ' filtered' : ''}`);
    response.setHeader('x-nomad-index', String(index));
    response.setHeader('x-nomad-knownleader', 'true');
    if (url.pathname === '/v1/event/stream') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{}\n');
      const since = Number(url.searchParams.get('index') ?? 0);
      asked[asked.length - 1] += ` from ${since}`;
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    for (const [pattern, answer] of answers) {
      const match = pattern.exec(url.pathname);
      if (!match) continue;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer(match.slice(1).map(decodeURIComponent), url.searchParams)));
      return;
    }
    response.writeHead(404).end('not found');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  /** One allocation changes, as in a rolling update of everything. */
  function event(number) {
    index++;
    const job = number % jobs;
    const changed = allocation(job, number % allocations, nodes);
    const { ID, Namespace, JobID } = changed;
    const payload = { Allocation: { ...changed, ModifyIndex: index, Metrics: padding } };
    return {
      Topic: 'Allocation',
      Type: 'AllocationUpdated',
      Key: ID,
      Namespace,
      FilterKeys: [JobID],
      Index: index,
      Payload: payload,
    };
  }

  return {
    address: `http://127.0.0.1:${server.address().port}`,
    asked() {
      const before = asked;
      asked = [];
      return before;
    },
    storm(perSecond) {
      let number = 0;
      const tick = 50;
      const timer = setInterval(() => {
        const events = Array.from({ length: Math.ceil((perSecond * tick) / 1_000) }, () => event(number++));
        for (const stream of streams) {
          for (const one of events) stream.write(`${JSON.stringify({ Index: one.Index, Events: [one] })}\n`);
        }
      }, tick);
      return () => {
        clearInterval(timer);
        return number;
      };
    },
    cut() {
      for (const stream of streams) stream.destroy();
    },
    index: () => index,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What Nomad says about how it scored a placement: a real event has two to ten kilobytes of it. */
const padding = {
  NodesEvaluated: 12,
  ScoreMetaData: Array.from({ length: 12 }, (_, i) => ({
    NodeID: uuid(9, i),
    Scores: { binpack: 0.5, 'job-anti-affinity': -0.1, 'node-affinity': 0, 'node-reschedule-penalty': 0 },
    NormScore: 0.2,
  })),
};

function jobStub(i, allocations) {
  const id = `job-${String(i).padStart(4, '0')}`;
  const summary = Object.fromEntries(
    GROUPS.map((group) => [group, Object.fromEntries(STATES.map((state) => [state, 0]))]),
  );
  for (const group of GROUPS) summary[group].Running = allocations / GROUPS.length;
  const namespace = i % 3 === 0 ? 'prod' : 'default';
  return {
    ID: id,
    ParentID: '',
    Name: id,
    Namespace: namespace,
    Datacenters: ['dc1'],
    NodePool: 'default',
    Type: 'service',
    Priority: 50,
    Periodic: false,
    ParameterizedJob: false,
    Stop: false,
    Status: 'running',
    StatusDescription: '',
    JobSummary: { JobID: id, Namespace: namespace, Summary: summary, Children: { Pending: 0, Running: 0, Dead: 0 } },
    CreateIndex: 10 + i,
    ModifyIndex: 10 + i,
    JobModifyIndex: 10 + i,
    SubmitTime: 1_795_420_936_438_315_500,
    Version: 3,
    Meta: null,
  };
}

function allocation(job, i, nodes) {
  const id = `job-${String(job).padStart(4, '0')}`;
  const group = GROUPS[i % GROUPS.length];
  const node = (job + i) % nodes;
  const started = '2026-11-23T10:00:00Z';
  return {
    ID: uuid(job, i),
    Name: `${id}.${group}[${Math.floor(i / GROUPS.length)}]`,
    Namespace: job % 3 === 0 ? 'prod' : 'default',
    NodeID: uuid(8, node),
    NodeName: `node-${node}`,
    JobID: id,
    JobType: 'service',
    JobVersion: 3,
    TaskGroup: group,
    DesiredStatus: 'run',
    ClientStatus: 'running',
    ClientDescription: 'Tasks are running',
    TaskStates: {
      main: {
        State: 'running',
        Failed: false,
        Restarts: 0,
        StartedAt: started,
        Events: ['Received', 'Task Setup', 'Started'].map((Type) => ({
          Type,
          Time: 1_795_420_936_438_315_500,
          DisplayMessage: `${Type} by the client`,
          Details: {},
        })),
      },
    },
    CreateIndex: 20 + job,
    ModifyIndex: 20 + job,
    CreateTime: 1_795_420_936_438_315_500,
    ModifyTime: 1_795_420_936_438_315_500,
  };
}

function nodeStub(i) {
  return {
    ID: uuid(8, i),
    Name: `node-${i}`,
    Datacenter: 'dc1',
    NodeClass: '',
    NodePool: 'default',
    Version: '2.0.6',
    Status: 'ready',
    SchedulingEligibility: 'eligible',
    Drain: false,
    Drivers: { docker: { Detected: true, Healthy: true }, raw_exec: { Detected: true, Healthy: true } },
    HostVolumes: {},
    Address: `10.0.1.${i % 250}`,
    ModifyIndex: 5,
  };
}

const member = {
  Name: 's1.global',
  Addr: '10.0.0.1',
  Status: 'alive',
  Tags: { port: '4647', build: '2.0.6', region: 'global', dc: 'dc1', role: 'nomad' },
};

/** `ID == "a" or ID == "b"` is the one filter that the explorer asks with. */
function filtered(stubs, filter) {
  if (filter === null) return stubs;
  const wanted = new Set([...filter.matchAll(/ID == "([^"]+)"/g)].map(([, id]) => id));
  return stubs.filter(({ ID }) => wanted.has(ID));
}

function uuid(a, b) {
  const hex = (value, length) => value.toString(16).padStart(length, '0');
  return `${hex(a, 8)}-0000-4000-8000-${hex(b, 12)}`;
}
