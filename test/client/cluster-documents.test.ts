/** Volumes, variables and versions as documents. */
import assert from 'node:assert/strict';
import type { AllocationStub, CsiVolume, HostVolume, JobVersions, NodeStub } from '@nomad/api';
import { versionsReport } from '../../client/src/documents/job-versions';
import { variableReport } from '../../client/src/documents/variable';
import { volumeStatusReport } from '../../client/src/documents/volume-status';
import { type Report, render } from '../../client/src/troubleshoot/report';
import { exchangesOf } from '../support/replay-files';

const textOf = (report: Report) => render(report).text;
const now = 1_800_000_000_000;
const plain = <T>(value: unknown): T =>
  JSON.parse(JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? Number(item) : item)));

describe('a volume as a document', () => {
  const nodes = [
    {
      ID: 'n1',
      Name: 'one',
      Status: 'ready',
      SchedulingEligibility: 'eligible',
      HostVolumes: { data: { Path: '/srv' } },
    },
    { ID: 'n2', Name: 'two', Status: 'down', HostVolumes: { data: { Path: '/srv', ReadOnly: true } } },
  ] as unknown as NodeStub[];
  const facts = { name: 'data', place: 'lab', nodes, now };

  it('says which clients have it by their configuration, and which of them take work', () => {
    const text = textOf(volumeStatusReport(facts));
    assert.match(text, /✔ 2 nodes have it, each its own, by the configuration of the client\./);
    assert.match(text, /one {2}\/srv\n {2}two {2}\/srv, read only {2}down\n/);
    assert.match(textOf(volumeStatusReport({ ...facts, name: 'nope' })), /✖ No node has a host volume "nope"/);
    assert.deepEqual(
      volumeStatusReport(facts).actions.map(({ command }) => command),
      ['nomad.volume.status'],
    );
  });

  it('says where a dynamic one is and who uses it, as it was recorded', () => {
    const recorded = exchangesOf('volumes').filter(({ request: { method, path }, response }) => {
      return method === 'GET' && /^\/v1\/volume\/host\//.test(path) && response.status === 200;
    });
    const host = plain<HostVolume>(recorded.at(-1)?.response.body);
    const used = recorded
      .map(({ response }) => plain<HostVolume>(response.body))
      .find((one) => one.Allocations?.length);
    const text = textOf(volumeStatusReport({ ...facts, name: host.Name, host: used ?? assert.fail() }));
    assert.match(text, /✔ Ready\. It is a dynamic host volume\./);
    assert.match(text, /plugin {2}mkdir[\s\S]*Who uses it\n {2}with-volume/);
    const pending = textOf(volumeStatusReport({ ...facts, host: { ...host, State: 'pending', Allocations: null } }));
    assert.match(pending, /▲ Its node has not made it yet[\s\S]*Who uses it\n {2}nobody/);
  });

  it('says how the plugin of a CSI volume is, and which snapshots there are', () => {
    const csi = {
      ID: 'wiki',
      Name: 'wiki',
      Namespace: 'default',
      PluginID: 'nfs',
      Schedulable: false,
      ControllerRequired: true,
      ControllersHealthy: 0,
      ControllersExpected: 1,
      NodesHealthy: 2,
      NodesExpected: 2,
      Allocations: [
        {
          ID: 'aaaaaaaa-1',
          Name: 'web.app[0]',
          TaskGroup: 'app',
          NodeName: 'one',
          ClientStatus: 'running',
          DesiredStatus: 'run',
        } as AllocationStub,
      ],
    } as unknown as CsiVolume;
    const snapshots = [
      { ID: 's1', Name: 'friday', SizeBytes: 3 * 1024 ** 3, CreateTime: now / 1000 - 7_200, IsReady: true },
    ];
    const report = volumeStatusReport({ ...facts, name: 'wiki', csi, snapshots });
    const text = textOf(report);
    assert.match(text, /✖ It cannot be scheduled[\s\S]*nfs: 0 of 1 controllers, 2 of 2 nodes healthy/);
    assert.match(text, /web\.app\[0\][\s\S]*Snapshots\n {2}friday {2}3 GiB, 2 h ago, s1/);
    assert.ok(report.actions.some(({ command }) => command === 'nomad.volume.snapshot'));
  });
});

describe('a variable as a document', () => {
  const variable = {
    Path: 'nomad/jobs/web/app',
    Namespace: 'prod',
    CreateIndex: 1,
    ModifyIndex: 7,
    ModifyTime: (now - 120_000) * 1e6,
    Items: { password: 'hunter2', pem: 'BEGIN\nEND' },
  };

  it('has dots in place of values, the same number for each', () => {
    const text = textOf(variableReport({ variable, cluster: 'lab', open: false, now }));
    assert.match(text, /2 keys, written 2 min ago, index 7/);
    assert.match(text, /password {2}•{8}\n {2}pem {7}•{8}\n/);
    assert.doesNotMatch(text, /hunter2|BEGIN/);
    assert.match(text, /the tasks of group "app" of job "web", without a policy/);
  });

  it('writes values out for who asks, lines below each other', () => {
    const report = variableReport({ variable, cluster: 'lab', open: true, now });
    assert.match(textOf(report), /password {2}hunter2\n {2}pem {7}BEGIN\n {12}END\n/);
    assert.equal(report.actions[0]?.title, '$(eye-closed) Hide Values');
  });
});

describe('versions as a document', () => {
  const read = exchangesOf('versions')
    .filter(({ request, response }) => /\/versions$/.test(request.path) && response.status === 200)
    .map(({ response }) => plain<JobVersions>(response.body))
    .find(({ Versions, Diffs }) => Versions.length > 2 && (Diffs ?? []).length > 0);

  it('says what each changed, and leads back to all but the newest', () => {
    const found = read ?? assert.fail('no recorded versions');
    const report = versionsReport({ id: 'web', namespace: 'default', cluster: 'lab', read: found, now });
    const { text, links } = render(report);
    assert.match(text, new RegExp(`✔ Version ${found.Versions[0]?.Version} is what counts now`));
    const reverts = links.filter(({ value }) => 'command' in value && value.command === 'nomad.job.revert');
    assert.equal(reverts.length, found.Versions.length - 1);
    assert.match(text, /\n {2,}[~+-] /, 'no change is told');
    const stopped = {
      ...found,
      Versions: [{ ...found.Versions[0], Stop: true }, ...found.Versions.slice(1)],
    } as JobVersions;
    assert.match(
      textOf(versionsReport({ id: 'web', namespace: 'default', cluster: 'lab', read: stopped, now })),
      /▲ It is stopped/,
    );
  });
});
