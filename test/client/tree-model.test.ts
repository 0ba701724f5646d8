/** The explorer's rows, from data as Nomad lists it. */
import assert from 'node:assert/strict';
import {
  type AllocationStub,
  createClient,
  type Deployment,
  type Evaluation,
  type GroupSummary,
  type JobStub,
  type NodeStub,
  stringifyJson,
} from '@nomad/api';
import type { ClusterPicture } from '../../client/src/views/cluster-model';
import { describeJobFile, type JobFile } from '../../client/src/views/job-file';
import { type JobCounts, jobsModel } from '../../client/src/views/jobs-model';
import { readCounts } from '../../client/src/views/read-cluster';
import { createTree, type Lazily, type Tree } from '../../client/src/views/tree-model';
import type { TreeNode } from '../../client/src/views/tree-node';
import { defaultPolicy } from '../../server/src/policy';
import { serve } from '../support/lists-server';
import { exchangesOf } from '../support/replay-files';

const none: GroupSummary = { Queued: 0, Starting: 0, Running: 0, Complete: 0, Failed: 0, Lost: 0, Unknown: 0 };
const CATEGORIES = ['core-infrastructure', 'platform-services', 'applications'];

describe('the tree of the explorer', () => {
  it('sorts jobs by the category of their file, and the others below "other"', async () => {
    const tree = treeOf({
      jobs: [job('web', { server: { Running: 3 } }), job('stray', { app: { Running: 1 } })],
      files: [file('web', 'applications'), file('traefik', 'core-infrastructure')],
    });
    assert.deepEqual(await outline(tree), [
      'core-infrastructure (1 job)',
      '  traefik (not on the cluster)',
      'applications (1 job)',
      '  web (3/3 running)',
      '    server (● ● ●  3 of 3 running)',
      'other (1 job)',
      '  stray (1/1 running)',
      '    app (●  1 of 1 running)',
    ]);
  });

  it('takes of two files of one job the one that is meant to run', async () => {
    const testing = { ...file('web', 'other'), kept: 'testing' as const };
    const meant = file('web', 'applications');
    for (const files of [
      [testing, meant],
      [meant, testing],
    ]) {
      assert.deepEqual(await outline(treeOf({ jobs: [], files })), [
        'applications (1 job)',
        '  web (not on the cluster)',
      ]);
    }
    assert.deepEqual(await outline(treeOf({ jobs: [], files: [testing] })), [
      'jobs (1 job)',
      '  web (not on the cluster · for testing)',
    ]);
  });

  it('says in words how a job is, and which ones to look at', async () => {
    const jobs = [
      job('a-starts', { app: { Running: 1, Starting: 2 } }),
      job('b-waits', { app: { Running: 1, Queued: 1 } }),
      job('c-fails', { app: { Failed: 4 } }),
      job('d-deploys', { app: { Running: 2 } }),
      job('e-stopped', { app: { Complete: 2 } }, { Stop: true, Status: 'dead' }),
      job('f-batch', { app: { Failed: 1, Complete: 1 } }, { Type: 'batch', Status: 'dead' }),
      job('g-failed', { app: { Failed: 1 } }, { Type: 'batch', Status: 'dead' }),
      job('h-zero', { app: {} }),
    ];
    const tree = treeOf({ jobs, deployments: [deployment('d-deploys', { HealthyAllocs: 1, DesiredTotal: 2 })] });
    assert.deepEqual(await outline(tree, 2), [
      'jobs (8 jobs · 3 to look at)',
      '  a-starts (1/3 running, 2 starting)',
      '  b-waits (1/2 running, 1 without a place)',
      '  c-fails (fails, nothing runs)',
      '  d-deploys (1/2 healthy ▲ deploying v7)',
      '  e-stopped (stopped)',
      '  f-batch (complete)',
      '  g-failed (failed)',
      '  h-zero (0 wanted)',
    ]);
  });

  it('tells a deployment that failed, as long as the job is as it was then', async () => {
    const failed = { ...deployment('web', {}), Status: 'failed', JobSpecModifyIndex: 110 } as Deployment;
    const of = async (JobModifyIndex: number) =>
      (
        await outline(treeOf({ jobs: [job('web', { app: { Running: 1 } }, { JobModifyIndex })], failed: [failed] }), 2)
      )[1];
    assert.equal(await of(110), '  web (1/1 running, v7 failed)');
    assert.equal(await of(111), '  web (1/1 running)');
  });

  it('is never green while the last deployment failed, whatever else failed before', async () => {
    const recorded = (scenario: string) =>
      exchangesOf(scenario)
        .map(({ response }) => JSON.parse(stringifyJson(response.body ?? null)) as Deployment)
        .find((one) => one?.Status === 'failed' && one.TaskGroups) ?? assert.fail(scenario);
    for (const [scenario, expected] of [
      ['deployment', 'web-deploy (1/2 running, v1 failed)'],
      ['canary', 'canary (1/2 running, v2 failed)'],
    ] as const) {
      const now = recorded(scenario);
      // Nomad lists them by ID: those of older versions may come behind.
      const older = { ...now, ID: 'f', JobVersion: 0, JobSpecModifyIndex: 1 };
      const [group = assert.fail()] = Object.keys(now.TaskGroups ?? {});
      const stub = job(now.JobID, { [group]: { Running: 1, Failed: 1 } }, { JobModifyIndex: now.JobSpecModifyIndex });
      for (const failed of [
        [now, older],
        [older, now],
      ]) {
        const tree = treeOf({ jobs: [stub], failed });
        assert.deepEqual(await outline(tree), [
          'jobs (1 job · 1 to look at)',
          `  ${expected}`,
          `    ${group} (● ○  1 of 2 running, 1 not replaced)`,
        ]);
        const [row] = await tree.children(tree.roots()[0] ?? assert.fail());
        assert.deepEqual([row?.icon, row?.tone], ['warning', 'bad']);
      }
    }
  });

  it('is never green while less runs than the job wants, where that is known', async () => {
    const stub = job('web', { app: { Running: 2, Failed: 3 } }, { JobModifyIndex: 20 });
    const counts = (index: number, app: number) => [{ id: 'web', namespace: 'default', index, groups: { app } }];
    const of = (given: ReturnType<typeof counts>) => outline(treeOf({ jobs: [stub], counts: given }));
    assert.deepEqual(await of(counts(20, 3)), [
      'jobs (1 job · 1 to look at)',
      '  web (2/3 running, 1 not replaced)',
      '    app (● ● ○  2 of 3 running, 1 not replaced)',
    ]);
    const fine = ['jobs (1 job)', '  web (2/2 running)', '    app (● ●  2 of 2 running)'];
    assert.deepEqual(await of(counts(20, 2)), fine, 'what failed was replaced');
    assert.deepEqual(await of(counts(19, 3)), fine, 'that was another version');
    const stopped = { ...stub, Stop: true };
    assert.deepEqual((await outline(treeOf({ jobs: [stopped], counts: counts(20, 3) })))[1], '  web (stopped)');
  });

  it('asks what a job wants only where something failed, and once for each version', async () => {
    const read = (Count: number | null) => ({ body: { ID: 'x', TaskGroups: [{ Name: 'app', Count }] } });
    const server = await serve({ '/v1/job/lacks': () => read(3), '/v1/job/plain': () => read(null) });
    const client = createClient({ address: server.address });
    const failing = (ID: string, more: Partial<JobStub> = {}) => job(ID, { app: { Running: 1, Failed: 1 } }, more);
    const jobs = [
      failing('lacks', { JobModifyIndex: 5 }),
      failing('plain'),
      failing('secret'),
      failing('done', { Type: 'batch' }),
      failing('stopped', { Stop: true }),
      job('well', { app: { Running: 1 } }),
    ];
    const { signal } = new AbortController();
    const counts = await readCounts(client, signal, { jobs, counts: [] });
    assert.deepEqual(
      counts.map(({ id, index, groups }) => [id, index, groups]),
      [
        ['lacks', 5, { app: 3 }],
        ['plain', 1, { app: 1 }],
        ['secret', 1, {}],
      ],
    );
    const asked = server.asked.length;
    assert.equal(asked, 3);
    assert.deepEqual(await readCounts(client, signal, { jobs, counts }), counts);
    assert.equal(server.asked.length, asked, 'not again');
    await readCounts(client, signal, { jobs: [failing('lacks', { JobModifyIndex: 6 })], counts });
    assert.equal(server.asked.length, asked + 1, 'another version');
    await client.close();
    await server.close();
  });

  it('shows namespaces only where there are several', async () => {
    const prod = job('web', { server: { Running: 1 } }, { Namespace: 'prod' });
    const tree = treeOf({ jobs: [job('web', { server: { Running: 2 } }), prod], files: [file('web', 'applications')] });
    // The file names no namespace, so it is that of the connection.
    assert.deepEqual(await outline(tree, 3), [
      'applications (1 job)',
      '  web (2/2 running)',
      '    server (● ●  2 of 2 running)',
      'other (1 job)',
      '  web (1/1 running)',
      '    server (●  1 of 1 running)',
    ]);
    const both = treeOf({ jobs: [job('api', { app: { Running: 1 } }), prod] });
    assert.deepEqual(await outline(both, 3), [
      'jobs (2 jobs)',
      '  default (namespace · 1 job)',
      '    api (1/1 running)',
      '  prod (namespace · 1 job)',
      '    web (1/1 running)',
    ]);
  });

  it('puts what a periodic job has launched below it, newest first', async () => {
    const child = (id: string, time: number) =>
      job(`tick/periodic-${id}`, { app: { Complete: 1 } }, { ParentID: 'tick', Status: 'dead', SubmitTime: time });
    const parent = job('tick', { app: {} }, { Periodic: true, Type: 'batch' });
    const tree = treeOf({ jobs: [parent, child('1', 1), child('2', 2)] });
    const [category = assert.fail()] = tree.roots();
    const [tick = assert.fail(), ...rest] = await tree.children(category);
    assert.deepEqual([tick.description, tick.icon, rest], ['on its schedule', 'history', []]);
    const runs = await tree.children(tick);
    assert.deepEqual(
      runs.map(({ label }) => label),
      ['periodic-2', 'periodic-1'],
    );
    assert.match(runs[0]?.description ?? '', /^complete/);
    // A run opens like any job.
    assert.equal((await tree.children(runs[0] as TreeNode))[0]?.label, 'app');
  });

  it('opens a group to its allocations and an allocation to its tasks, as they were recorded', async () => {
    const recorded = exchangesOf('volumes').find(({ request }) => /^\/v1\/job\/[^/]+\/allocations$/.test(request.path));
    // As the client reads lists: times are rounded.
    const stubs = JSON.parse(stringifyJson(recorded?.response.body)) as AllocationStub[];
    const [stub = assert.fail()] = stubs;
    const one = job(stub.JobID, { [stub.TaskGroup]: { Running: 1 } }, { Namespace: stub.Namespace ?? 'default' });
    const asked: string[] = [];
    const allocations: Lazily['allocations'] = async ({ namespace, id }) => {
      asked.push(`${namespace}/${id}`);
      return stubs;
    };
    const tree = treeOf({ jobs: [one] }, {}, { allocations });
    const [category = assert.fail()] = tree.roots();
    const [row = assert.fail()] = await tree.children(category);
    const [group = assert.fail()] = await tree.children(row);
    assert.deepEqual(asked, [], 'nothing is asked before a group is opened');
    const [allocation = assert.fail()] = await tree.children(group);
    assert.deepEqual(asked, [`${stub.Namespace}/${stub.JobID}`]);
    assert.equal(allocation.label, `${stub.TaskGroup}[0]`);
    assert.match(allocation.context, /^allocation (running|ended)$/);
    const tasks = await tree.children(allocation);
    assert.deepEqual(
      tasks.map(({ task, allocationId, namespace }) => [task, allocationId, namespace]),
      Object.keys(stub.TaskStates ?? {}).map((task) => [task, stub.ID, stub.Namespace]),
    );
  });

  it('shows what is blocked, with the reason, once for each job', () => {
    const FailedTGAllocs = {
      worker: {
        NodesEvaluated: 3,
        NodesFiltered: 3,
        NodesExhausted: 0,
        CoalescedFailures: 0,
        ConstraintFiltered: { 'missing compatible host volumes': 3 },
      },
    };
    const blocked = [
      { ID: 'older', JobID: 'worker', Namespace: 'default', Status: 'blocked', ModifyIndex: 1, FailedTGAllocs },
      { ID: 'newer', JobID: 'worker', Namespace: 'default', Status: 'blocked', ModifyIndex: 2, FailedTGAllocs },
    ] as unknown as Evaluation[];
    const blockedJobs = {
      newer: {
        ID: 'worker',
        TaskGroups: [{ Name: 'worker', Volumes: { s: { Type: 'host', Source: 'scratch', ReadOnly: true } } }],
      },
    };
    const tree = treeOf({ jobs: [] }, { blocked, blockedJobs });
    const [section = assert.fail()] = tree.roots();
    assert.deepEqual([section.label, section.description], ['Blocked', 'worker: no node has host volume "scratch"']);
    const rows = tree.children(section) as readonly TreeNode[];
    assert.equal(rows.length, 1);
  });

  it('counts nodes by how they are, and finds host volumes on them', () => {
    const node = (Name: string, more: Partial<NodeStub>) =>
      ({
        ID: Name,
        Name,
        Datacenter: 'dc1',
        Status: 'ready',
        SchedulingEligibility: 'eligible',
        Drain: false,
        ...more,
      }) as NodeStub;
    const volume = { Name: 'data', Path: '/data', ReadOnly: true };
    const nodes = [
      node('n1', { HostVolumes: { data: volume } }),
      node('n2', { HostVolumes: { data: volume } }),
      node('n3', { Drain: true, SchedulingEligibility: 'ineligible' }),
      node('n4', { Status: 'down' }),
    ];
    const tree = treeOf({ jobs: [] }, { nodes, hostVolumes: [], csiVolumes: [] });
    const described = Object.fromEntries(tree.roots().map(({ label, description }) => [label, description]));
    assert.equal(described.Nodes, '2 ready, 1 draining, 1 down');
    assert.equal(described.Volumes, 'host 1');
    const volumes = tree.roots().find(({ label }) => label === 'Volumes') ?? assert.fail();
    const [row = assert.fail()] = tree.children(volumes) as readonly TreeNode[];
    assert.deepEqual([row.label, row.description], ['data', 'host · on 2 nodes · read-only']);
  });

  it('says what a token may not see, and shows the rest', () => {
    const tree = treeOf({ jobs: [] }, { nodes: 'forbidden', servers: [] });
    const nodes = tree.roots().find(({ label }) => label === 'Nodes') ?? assert.fail();
    assert.equal(nodes.description, 'not allowed with this token');
    const [row = assert.fail()] = tree.children(nodes) as readonly TreeNode[];
    assert.match(row.label, /may not list nodes/);
  });

  it('opens 5,000 jobs with 50,000 allocations in less than a second, a page at a time', async () => {
    const jobs = Array.from({ length: 5_000 }, (_, i) =>
      job(
        `job-${String(i).padStart(4, '0')}`,
        { web: { Running: 8, Starting: 2 } },
        { Namespace: i % 2 ? 'prod' : 'default' },
      ),
    );
    const files = Array.from({ length: 1_000 }, (_, i) =>
      file(`job-${String(i * 2).padStart(4, '0')}`, CATEGORIES[i % 3] ?? ''),
    );
    const start = performance.now();
    const tree = treeOf({ jobs, files }, {}, { variables: async () => [] });
    const roots = tree.roots();
    const rows = (await Promise.all(roots.map((root) => tree.children(root)))).flat();
    const took = performance.now() - start;
    assert.ok(took < 1_000, `${took.toFixed(0)} ms`);
    const other = roots.find(({ label }) => label === 'other') ?? assert.fail();
    assert.deepEqual([other.description, other.children], ['4,000 jobs', 'closed']);
    const applications = rows.filter(({ file }) => file?.includes('/applications/'));
    const more = rows.find(({ kind, parent }) => kind === 'more' && parent === 'category:applications');
    assert.equal(applications.length, 200);
    assert.deepEqual([more?.label, more?.description], ['Show 133 more', 'of 133 jobs that are not shown']);
  });
});

describe('the way to a job in the explorer', () => {
  const jobs = Array.from({ length: 450 }, (_, i) => job(`job-${String(i).padStart(3, '0')}`, { web: { Running: 1 } }));
  const labels = (tree: Tree, namespace: string, id: string) =>
    tree.pathTo(namespace, id).map(({ node }) => node.label);

  it('leads through its category, and its namespace where there are several', () => {
    assert.deepEqual(labels(treeOf({ jobs }), 'default', 'job-007'), ['jobs', 'job-007']);
    const other = job('web', { server: { Running: 1 } }, { Namespace: 'prod' });
    assert.deepEqual(labels(treeOf({ jobs: [...jobs, other] }), 'prod', 'web'), ['jobs', 'prod', 'web']);
    const files = [file('job-007', 'applications')];
    assert.deepEqual(labels(treeOf({ jobs, files }), 'default', 'job-007'), ['applications', 'job-007']);
  });

  it('leads to a run below the job that launched it', () => {
    const tick = job('tick', {}, { Periodic: true });
    const runs = ['1700000000', '1700000060'].map((at) =>
      job(`tick/periodic-${at}`, { app: { Running: 1 } }, { ParentID: 'tick', SubmitTime: Number(at) }),
    );
    const tree = treeOf({ jobs: [tick, ...runs], files: [file('tick', 'applications')] });
    const path = tree.pathTo('default', 'tick/periodic-1700000000');
    assert.deepEqual(
      path.map(({ node, index }) => `${node.label} ${index}`),
      ['applications 0', 'tick 0', 'periodic-1700000000 1'],
    );
    assert.equal(path[2]?.node.jobId, 'tick/periodic-1700000000');
  });

  it('says how many rows have to be shown for it, and ends where there is no such job', () => {
    const tree = treeOf({ jobs });
    assert.equal(tree.pathTo('default', 'job-449')[1]?.index, 449);
    assert.deepEqual(tree.pathTo('default', 'nope'), []);
    assert.deepEqual(tree.pathTo('prod', 'job-007'), []);
  });
});

describe('variables in the explorer', () => {
  it('are paths, asked for when somebody looks, with their namespace where there are several', async () => {
    const stub = (Path: string, Namespace = 'default') => ({ Path, Namespace, CreateIndex: 1, ModifyIndex: 2 });
    let asked = 0;
    const of = (...found: ReturnType<typeof stub>[]) => {
      const variables = async () => {
        asked++;
        return found;
      };
      const tree = treeOf({ jobs: [] }, {}, { variables });
      return { tree, section: tree.roots().find(({ id }) => id === 'section:variables') ?? assert.fail() };
    };
    const one = of(stub('nomad/jobs/web'), stub('app/b'));
    assert.equal(asked, 0);
    const rows = await one.tree.children(one.section);
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['app/b', undefined],
        ['nomad/jobs/web', undefined],
      ],
    );
    const two = of(stub('a'), stub('a', 'prod'));
    assert.deepEqual(
      (await two.tree.children(two.section)).map(({ description }) => description),
      ['default', 'prod'],
    );
    const none = of();
    assert.match((await none.tree.children(none.section))[0]?.label ?? '', /No variable/);
  });
});

describe('what the explorer reads of a job file', () => {
  const settings = {
    ...defaultPolicy,
    jobCategories: { '**/core-infrastructure/**': 'core-infrastructure', 'apps/{web,api}/*.nomad.hcl': 'applications' },
  };
  const read = (path: string, text: string) => describeJobFile({ uri: `file:///${path}`, path, text }, settings);

  it('finds the job, its namespace and its category', () => {
    const text =
      'variable "x" {}\n\njob "web" {\n  namespace = "prod"\n  group "a" {\n    service { namespace = "no" }\n  }\n}\n';
    const found = read('apps/web/web.nomad.hcl', text);
    assert.deepEqual([found?.jobId, found?.namespace, found?.category], ['web', 'prod', 'applications']);
    assert.equal(read('nomad-jobs/core-infrastructure/x.nomad.hcl', text)?.category, 'core-infrastructure');
    assert.equal(read('apps/web/deep/web.nomad.hcl', text)?.category, 'other');
  });

  it('takes the ID where the job has one, and nothing where the name is computed', () => {
    assert.equal(read('a.nomad.hcl', 'job "web" {\n  id = "web-blue"\n}\n')?.jobId, 'web-blue');
    assert.equal(read('a.nomad.hcl', 'job "${var.name}" {\n}\n'), undefined);
    assert.equal(read('a.nomad.hcl', '# job "web" {\n'), undefined);
  });
});

function job(ID: string, groups: Record<string, Partial<GroupSummary>>, more: Partial<JobStub> = {}): JobStub {
  const Summary = Object.fromEntries(Object.entries(groups).map(([name, counts]) => [name, { ...none, ...counts }]));
  return {
    ID,
    Name: ID,
    Namespace: 'default',
    Type: 'service',
    Status: 'running',
    Periodic: false,
    ParameterizedJob: false,
    Stop: false,
    JobSummary: { Summary, Children: { Pending: 0, Running: 0, Dead: 0 } },
    JobModifyIndex: 1,
    ModifyIndex: 1,
    ...more,
  };
}

function deployment(JobID: string, counts: object): Deployment {
  const app = {
    DesiredCanaries: 0,
    PlacedAllocs: 0,
    UnhealthyAllocs: 0,
    Promoted: false,
    AutoRevert: false,
    AutoPromote: false,
  };
  return {
    ID: `deployment of ${JobID}`,
    JobID,
    JobVersion: 7,
    Namespace: 'default',
    Status: 'running',
    StatusDescription: '',
    TaskGroups: { app: { ...app, ...counts } },
    ModifyIndex: 1,
    CreateIndex: 1,
  } as unknown as Deployment;
}

function file(jobId: string, category: string): JobFile {
  const path = `${category}/${jobId}.nomad.hcl`;
  return { uri: `file:///${path}`, path, jobId, category };
}

function treeOf(
  picture: {
    jobs: readonly JobStub[];
    files?: readonly JobFile[];
    deployments?: readonly Deployment[];
    failed?: readonly Deployment[];
    counts?: readonly JobCounts[];
  },
  cluster: Partial<ClusterPicture> = {},
  lazily: Partial<Lazily> = {},
): Tree {
  const model = jobsModel({ deployments: [], files: [], categories: CATEGORIES, ...picture });
  const nothing = { nodes: [], hostVolumes: [], csiVolumes: [], services: [], servers: [] };
  const unasked = () => assert.fail('nobody should ask for this');
  return createTree(
    model,
    { blocked: [], blockedJobs: {}, ...nothing, ...cluster },
    { allocations: unasked, nodeAllocations: unasked, instances: unasked, variables: unasked, ...lazily },
  );
}

/** The jobs' part of the tree as text, down to where Nomad would be asked. */
async function outline(tree: Tree, depth = 3): Promise<string[]> {
  const lines: string[] = [];
  const walk = async (nodes: readonly TreeNode[], level: number): Promise<void> => {
    for (const node of nodes) {
      if (node.kind === 'section') continue;
      lines.push(`${'  '.repeat(level)}${node.label} (${node.description})`);
      if (level + 1 < depth && node.kind !== 'group') await walk(await tree.children(node), level + 1);
    }
  };
  await walk(tree.roots(), 0);
  return lines;
}
