/** The rules that know what a cluster has: where they speak, where they are silent, and their repairs. */
import assert from 'node:assert/strict';
import type { ClusterFacts } from '../../server/src/cluster/facts';
import { matches } from '../../server/src/cluster/nodes';
import { clusterProblems, isRefuted } from '../../server/src/cluster/problems';
import { listed, onNodes } from '../../server/src/cluster/words';
import { clusterRules } from '../../server/src/rules/cluster-rules';
import { defaultSettings, type Settings } from '../../server/src/settings';
import { applyEdits } from '../../server/src/text-edits';
import { analysisOf } from '../support/drivers';
import { exampleFiles } from '../support/example-files';
import { lab, nodes } from '../support/lab-cluster';
import { readSpec } from '../support/marker';
import { inGroup, inJob, inTask } from './around';

const told = (text: string, cluster: ClusterFacts, settings: Settings = defaultSettings) =>
  clusterProblems(analysisOf(text, settings), cluster, settings === defaultSettings ? undefined : assert.fail);

/** What is marked is what the cluster makes of the text: the marks of other rules are not asked for. */
function check(spec: string, cluster: ClusterFacts = lab): void {
  const { text, expected } = readSpec(spec);
  const lines = text.split('\n');
  const found = told(text, cluster).map(({ start, end, severity, id, message }) => {
    const before = text.slice(0, start).split('\n');
    const column = before.at(-1)?.length ?? 0;
    return { line: before.length - 1, start: column, end: column + end - start, severity, id, message };
  });
  const show = (marks: readonly { line: number; start: number; end: number; severity: string; id: string }[]) =>
    marks.map(({ line, start, end, severity, id }) => `${severity} ${id}: ${lines[line]?.slice(start, end)}`);
  assert.deepEqual(show(found), show(expected), found.map(({ message }) => message).join('\n'));
  for (const [i, { message }] of expected.entries())
    assert.ok(found[i]?.message.includes(message), `${found[i]?.message}\nhas not: ${message}`);
}

/** Each fix leaves a file that can be read, without the problem. */
function checkFixes(spec: string, cluster: ClusterFacts = lab): number {
  const { text } = readSpec(spec);
  const problems = told(text, cluster);
  let tried = 0;
  for (const { id, start, fixes = [] } of problems) {
    for (const { edits } of fixes) {
      const fixed = applyEdits(text, edits);
      assert.deepEqual(analysisOf(fixed).syntax.errors, [], fixed);
      const left = told(fixed, cluster).filter((one) => one.id === id && one.start === start);
      assert.deepEqual(left, [], fixed);
      tried++;
    }
  }
  return tried;
}

const volume = (lines: string, job = ''): string => inGroup(`    volume "v" {\n${lines}\n    }`, job);
const port = (lines: string, job = '', group = ''): string =>
  inGroup(`${group}    network {\n      port "p" {\n${lines}\n      }\n    }`, job);

const speaks: Readonly<Record<string, string>> = {
  'a host volume that nobody has': volume(`      type   = "host"
      source = "wiki-dta"
      #        ^^^^^^^^^^ warning cluster/unknown-volume: No node of lab has a host volume "wiki-dta" (as of 14:32): there are "models", "shard[0]", "shared" and "wiki-data". Did you mean "wiki-data"?`),
  'one that is elsewhere': volume(`      type   = "host"
      source = "models"
      #        ^^^^^^^^ warning cluster/unknown-volume: only on nodes outside of the job's datacenters and node pool (as of 14:32): "g1" and "g2".`),
  'one of another namespace': volume(`      type   = "host"
      source = "team-data"
      #        ^^^^^^^^^^^ warning cluster/unknown-volume: is in the namespace "team" of lab (as of 14:32), and the job is in "default"`),
  'one that may only be read': volume(`      type   = "host"
      source = "shared"
      #        ^^^^^^^^ warning cluster/unknown-volume: read only on every node of lab that has it (as of 14:32), and`),
  'one for each allocation': volume(`      type      = "host"
      per_alloc = true
      source    = "shad"
      #           ^^^^^^ warning cluster/unknown-volume: No node of lab has a host volume "shad[0]"`),
  'a CSI volume that is not registered': volume(`      type   = "csi"
      source = "photo"
      #        ^^^^^^^ warning cluster/unknown-volume: There is no CSI volume "photo" on lab (as of 14:32): the namespace "default" has "photos". Did you mean "photos"?`),
  'a CSI volume of another namespace': volume(`      type   = "csi"
      source = "backups"
      #        ^^^^^^^^^ warning cluster/unknown-volume: in the namespace "team" of lab`),
  'a node pool': inJob(`  node_pool = "gpus"
  #           ^^^^^^ warning cluster/unknown-node-pool: There is no node pool "gpus" on lab (as of 14:32): it has "all", "default" and "gpu". Did you mean "gpu"? Nomad refuses the job there.`),
  'a namespace': inJob(`  namespace = "plattform"
  #           ^^^^^^^^^^^ warning cluster/unknown-namespace: There is no namespace "plattform" on lab that may be used (as of 14:32): it has "default", "platform" and "team". Did you mean "platform"?`),
  'all datacenters': inJob(`  datacenters = ["dc-1", "us*"]
  #              ^^^^^^ warning cluster/unknown-datacenter: No node of lab is in the datacenter "dc-1" (as of 14:32): there are "dc1" and "dc2". Did you mean "dc1"? The job waits
  #                      ^^^^^ warning cluster/unknown-datacenter: No node of lab is in a datacenter like "us*"`),
  'one of several datacenters': inJob(`  datacenters = ["dc*", "dc3"]
  #                     ^^^^^ information cluster/unknown-datacenter: It has no effect there.`),
  'a datacenter without nodes of the pool': inJob(`  node_pool   = "gpu"
  datacenters = ["dc1"]
  #             ^^^^^^^ warning cluster/unknown-datacenter: No node of the pool "gpu" of lab is in this datacenter (as of 14:32): they are in "dc2"`),
  'a host network': port(`        host_network = "publc"
        #              ^^^^^^^ warning cluster/unknown-host-network: No node of lab has a host network "publc" (as of 14:32): there are "public" and "storage". Did you mean "public"?`),
  'a host network elsewhere': port(`        host_network = "storage"
        #              ^^^^^^^^^ warning cluster/unknown-host-network: only on nodes outside`),
  'a port that is held everywhere': port(`        static = 8080
        #^^^^^^^^^^^^ warning cluster/port-in-use: Port 8080 is held by "proxy" on all 3 nodes of lab that the group may run on (as of 14:32). The group waits`),
  'a port of which too few are left': port(
    `        static = 8081
        #^^^^^^^^^^^^ warning cluster/port-in-use: on 1 of 3 nodes of lab (as of 14:32). 2 are left for 3 allocations.`,
    '',
    '    count = 3\n',
  ),
  'a port of a system job': port(
    `        static = 8081
        #^^^^^^^^^^^^ warning cluster/port-in-use: on 1 of 3 nodes of lab (as of 14:32). The group does not run on those.`,
    '\n  type = "system"',
  ),
  'a port of the node it is bound to': port(
    `        static = 8081
        #^^^^^^^^^^^^ warning cluster/port-in-use: held by "one" on n2 of lab, to which the group is bound`,
    '',
    '    constraint {\n      attribute = "${node.unique.name}"\n      value     = "n2"\n    }\n',
  ),
  'a port that nodes keep': port(`        static = 9105
        #^^^^^^^^^^^^ warning cluster/port-in-use: kept for others by the configuration of nodes on all 3 nodes of lab`),
  'a driver': inTask('').replace(
    '"exec"',
    `"podman"
      #                ^^^^^^^^ warning cluster/driver-missing: No node of lab on which the job may run has the driver "podman" (as of 14:32): there are "docker" and "exec"`,
  ),
  'a driver that does not work': inTask('')
    .replace('job "web" {', 'job "web" {\n  node_pool = "gpu"')
    .replace(
      '"exec"',
      `"exec"
      #                ^^^^^^ warning cluster/driver-missing: it is there and not healthy on 2 of 2`,
    ),
};

const silent: Readonly<Record<string, string>> = {
  'volumes that are there': inGroup(
    '    volume "a" {\n      type = "host"\n      source = "wiki-data"\n    }\n    volume "b" {\n      type = "csi"\n      source = "photos"\n    }\n    volume "c" {\n      type = "host"\n      source = "shared"\n      read_only = true\n    }\n    volume "d" {\n      type = "host"\n      source = "shard"\n      per_alloc = true\n    }',
  ),
  'a volume of the namespace': volume('      type = "host"\n      source = "team-data"', '\n  namespace = "team"'),
  'a volume where the job may run': volume(
    '      type = "host"\n      source = "models"',
    '\n  node_pool = "gpu"',
  ).replace('"exec"', '"docker"'),
  'names of the cluster': inJob(
    '  region = "global"\n  namespace = "team"\n  node_pool = "all"\n  datacenters = ["dc1", "*2"]',
  ),
  'another region': inJob('  region = "eu"\n  namespace = "nope"\n  node_pool = "nope"\n  datacenters = ["nope"]'),
  'several regions': inJob('  multiregion {\n    region "eu" {}\n  }\n  node_pool = "nope"\n  datacenters = ["nope"]'),
  'values that somebody else gives': `variable "dc" {\n  default = "nope"\n}\n${inJob('  namespace = var.dc\n  node_pool = "${var.dc}"\n  datacenters = [var.dc]')}`,
  'values that are filled in later': volume('      type = "host"\n      source = "${NOMAD_META_x}"'),
  'a group that does not run': inGroup(
    '    count = 0\n    volume "v" {\n      type = "host"\n      source = "nope"\n    }',
  ),
  'its own port': port('        static = 8082'),
  'a port on another network': port('        static = 8083'),
  'a port with room left': port('        static = 8081', '', '    count = 2\n'),
  'a host network that is there': port('        host_network = "public"'),
  'the default host network': port('        host_network = "default"'),
  'an empty datacenter, of which others speak': inJob('  datacenters = [""]'),
  'a comment that allows it': inJob(
    '  # nomad-lint: allow cluster/unknown-node-pool made next week\n  node_pool = "nope"',
  ),
};

describe('rules of a cluster', () => {
  for (const [name, spec] of Object.entries(speaks)) it(`speak of ${name}`, () => check(spec));
  for (const [name, spec] of Object.entries(silent)) it(`are silent about ${name}`, () => check(spec));

  it('repair what they can', () => {
    const tried = Object.values(speaks).map((spec) => checkFixes(spec));
    assert.equal(tried.filter((count) => count > 0).length, 9);
    // A value that is made of others is not overwritten.
    const computed = `locals {\n  pool = "gp"\n}\n${inJob('  node_pool = "${local.pool}u1"')}`;
    assert.equal(told(computed, lab).length, 1);
    assert.equal(checkFixes(`locals {\n  pool = "gpus"\n}\n${inJob('  node_pool = local.pool')}`), 0);
  });

  it('say nothing of what a cluster does not show', () => {
    const wrong = inJob('  namespace = "nope"\n  node_pool = "nope"\n  datacenters = ["nope"]').replace(
      'group "web" {',
      'group "web" {\n    volume "v" {\n      type = "host"\n      source = "nope"\n    }\n    volume "w" {\n      type = "csi"\n      source = "nope"\n    }\n    network {\n      port "p" {\n        static = 8080\n        host_network = "nope"\n      }\n    }',
    );
    const { cluster, at, namespace, region } = lab;
    check(wrong, { cluster, at, namespace, region });
    check(wrong, {
      ...lab,
      namespaces: { names: [], whole: false },
      nodePools: { names: ['gpu'], whole: false },
      nodes: { ...nodes, kinds: [] },
      csiVolumes: { volumes: [], whole: false },
      ports: [],
    });
    const csi = volume('      type = "csi"\n      source = "nope"', '\n  namespace = "platform"');
    assert.equal(told(csi, lab).length, 1);
    check(csi, { ...lab, csiVolumes: { volumes: lab.csiVolumes?.volumes ?? [], whole: false } });
    const some = { ...nodes, inspected: { ...nodes.inspected, nodes: 2, all: false } };
    check(port('        host_network = "nope"'), { ...lab, nodes: some });
    check(inJob('  region = "global"\n  node_pool = "nope"'), { ...lab, region: undefined });
  });

  for (const { id, docs } of clusterRules) {
    it(`has examples of ${id} that are what they say`, () => {
      const idsIn = (example: string) =>
        exampleFiles(example).flatMap(({ text }) => told(text, lab).map((problem) => problem.id));
      assert.ok(idsIn(docs.wrong).includes(id), docs.wrong);
      assert.ok(!idsIn(docs.right).includes(id), docs.right);
    });
  }

  it('follow settings', () => {
    const text = inJob('  node_pool = "nope"');
    const levels = (level: 'off' | 'hint') => ({ ...defaultSettings, rules: { 'cluster/unknown-node-pool': level } });
    assert.deepEqual(told(text, lab, levels('off')), []);
    assert.deepEqual(
      told(text, lab, levels('hint')).map(({ severity }) => severity),
      ['hint'],
    );
  });

  it('take back that the workspace does not declare what the cluster has', () => {
    const text = volume('      type = "host"\n      source = "wiki-data"');
    const problem = {
      id: 'volume/unknown-source',
      severity: 'warning',
      message: '',
      start: text.indexOf('"wiki-data"'),
      end: 0,
    } as const;
    assert.ok(isRefuted(problem, analysisOf(text), lab));
    assert.ok(!isRefuted({ ...problem, start: 0 }, analysisOf(text), lab));
    assert.ok(!isRefuted(problem, analysisOf(text.replace('"wiki-data"', '"wiki-dta"')), lab));
  });
});

describe('words about a cluster', () => {
  it('count nodes and list names', () => {
    assert.deepEqual(
      [onNodes(3, 5), onNodes(5, 5), onNodes(1, 1)],
      ['on 3 of 5 nodes', 'on all 5 nodes', 'on the one node'],
    );
    assert.deepEqual(
      [listed(['b', 'a']), listed(['a']), listed(['a', 'b', 'c', 'd'], 2)],
      ['"a" and "b"', '"a"', '"a", "b" and 2 more'],
    );
  });

  it('match datacenters as Nomad does', () => {
    const cases: [string, string, boolean][] = [
      ['*', 'dc1', true],
      ['dc*', 'dc1', true],
      ['dc?', 'dc1', false],
      ['*1', 'dc1', true],
      ['d*c*1', 'dxcy1', true],
      ['dc1', 'dc1', true],
      ['dc', 'dc1', false],
      ['a*a', 'a', false],
      ['dc*', 'x-dc1', false],
      ['*-eu-*', 'a-eu-b', true],
    ];
    for (const [pattern, name, fits] of cases) assert.equal(matches(pattern, name), fits, `${pattern} ${name}`);
  });
});
