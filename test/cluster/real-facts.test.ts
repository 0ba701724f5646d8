/** What the rules of a cluster say of a job, against what a real Nomad makes of it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type NomadClient } from '@nomad/api';
import { factsOf } from '../../client/src/cluster-facts/facts-of';
import { PARTS, readCluster } from '../../client/src/cluster-facts/read-cluster';
import type { ClusterFacts } from '../../server/src/cluster/facts';
import { clusterProblems } from '../../server/src/cluster/problems';
import { grant } from '../support/access-control';
import { analysisOf } from '../support/drivers';
import { type Agent, findNomad, startAgent } from '../support/real-nomad';

const program = findNomad();

const job = (name: string, { lines = '', group = '', driver = 'raw_exec' } = {}): string => `job "${name}" {
${lines}
  group "g" {
${group}
    task "t" {
      driver = "${driver}"
      config {
        command = "/bin/sleep"
        args    = ["600"]
      }
      resources {
        cpu    = 20
        memory = 16
      }
    }
  }
}
`;
const port = (number: number, more = ''): string =>
  `    network {\n      port "p" {\n        static = ${number}\n        ${more}\n      }\n    }`;

const volume = (source: string, more = ''): string =>
  `    volume "v" {\n      type = "host"\n      source = "${source}"\n      ${more}\n    }`;

describe('facts of a real Nomad', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'nomad-volumes-'));
  const configuration = `client {
  host_volume "data" {
    path = "${folder}"
  }
  host_volume "glass" {
    path      = "${folder}"
    read_only = true
  }
  host_network "inner" {
    cidr = "127.0.0.1/32"
  }
  reserved {
    reserved_ports = "22,18500-18502"
  }
  meta {
    rack = "r1"
  }
}
`;
  let agent: Agent | undefined;
  let client: NomadClient;
  let facts: ClusterFacts;

  before(async function () {
    if (!program || process.platform === 'win32') {
      console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
      return this.skip();
    }
    agent = await startAgent(program, { config: configuration });
    client = createClient({ address: agent.address });
    // A node of two addresses gives a port twice.
    for (const name of ['holder-1', 'holder-2']) {
      await client.jobs.register(await client.jobs.parse(job(name, { group: port(28_080) })));
    }
    for (const end = Date.now() + 30_000; ; ) {
      const { data } = await client.allocations.list({ filter: 'ClientStatus == "running"' });
      if (['holder-1', 'holder-2'].every((name) => data.some(({ JobID }) => JobID === name))) break;
      assert.ok(Date.now() < end, 'the jobs do not run');
    }
    const readings = await readCluster(client, new Set(PARTS), new AbortController().signal);
    const known = factsOf(readings, { cluster: 'lab', namespace: undefined, region: undefined, at: Date.now() });
    facts = known ?? assert.fail('nothing is known');
  });

  after(async () => {
    await client?.close();
    await agent?.stop();
    rmSync(folder, { recursive: true });
  });

  /** Why Nomad would not run it; undefined when it would. */
  const refusal = async (text: string): Promise<string | undefined> => {
    const parsed = await client.jobs.parse(text);
    try {
      const { FailedTGAllocs } = await client.jobs.plan(parsed);
      return FailedTGAllocs ? JSON.stringify(FailedTGAllocs) : undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  const cases: Readonly<Record<string, string>> = {
    'a sound job': job('sound'),
    'a known pool and datacenter': job('known', { lines: '  node_pool = "all"\n  datacenters = ["dc*"]' }),
    'an unknown pool': job('pool', { lines: '  node_pool = "nope"' }),
    'an unknown namespace': job('space', { lines: '  namespace = "nope"' }),
    'an unknown datacenter': job('dc', { lines: '  datacenters = ["nope"]' }),
    'a wildcard that Nomad does not have': job('dc', { lines: '  datacenters = ["dc?"]' }),
    'an unknown driver': job('driver', { driver: 'nope' }),
    'an unknown host volume': job('volume', { group: volume('nope') }),
    'a host volume': job('volume', { group: volume('data') }),
    'a host volume that is read only': job('volume', { group: volume('glass') }),
    'one that is only read': job('volume', { group: volume('glass', 'read_only = true') }),
    'a known host network': job('network', { group: port(28_081, 'host_network = "inner"') }),
    'a port that the node keeps': job('port', { group: port(18_501) }),
    'an unknown CSI volume': job('csi', {
      group:
        '    volume "v" {\n      type = "csi"\n      source = "nope"\n      access_mode = "single-node-writer"\n      attachment_mode = "file-system"\n    }',
    }),
    'an unknown host network': job('network', { group: port(28_081, 'host_network = "nope"') }),
    'the default host network': job('network', { group: port(28_081, 'host_network = "default"') }),
    'a port that is held': job('port', { group: port(28_080) }),
    'a free port': job('port', { group: port(28_082) }),
    'its own port': job('holder-1', { group: port(28_080) }),
  };
  for (const [what, text] of Object.entries(cases))
    it(`speak of what Nomad would not run: ${what}`, async () => {
      const said = clusterProblems(analysisOf(text), facts).map(({ message }) => message);
      const why = await refusal(text);
      assert.equal(said.length > 0, why !== undefined, `we: ${said.join(' ')}\nNomad: ${why}`);
    });
});

describe('facts of a real Nomad with access control', function () {
  this.timeout(120_000);
  const managementToken = randomUUID();
  let agent: Agent | undefined;

  before(async function () {
    if (!program || process.platform === 'win32') {
      console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
      return this.skip();
    }
    agent = await startAgent(program, { managementToken });
  });
  after(() => agent?.stop());

  const factsFor = async (token: string | undefined): Promise<ClusterFacts | undefined> => {
    const client = createClient({ address: agent?.address ?? '', token: () => token });
    try {
      const readings = await readCluster(client, new Set(PARTS), new AbortController().signal);
      const facts = factsOf(readings, { cluster: 'lab', namespace: undefined, region: undefined, at: Date.now() });
      assert.ok(!JSON.stringify(facts ?? {}).includes(token ?? managementToken));
      return facts;
    } finally {
      await client.close();
    }
  };

  it('are whole for who may see everything', async () => {
    const facts = await factsFor(managementToken);
    assert.ok(facts?.nodes?.whole && facts.nodes.inspected.all && facts.nodePools?.whole && facts.csiVolumes?.whole);
  });

  it('say nothing of what a token may not see, and nothing to one that is none', async () => {
    const rules = 'namespace "default" { policy = "read" }';
    const reader = await grant(agent?.address ?? '', managementToken, 'reader', { rules });
    const wrong = job('wrong', {
      lines: '  node_pool = "nope"\n  datacenters = ["nope"]',
      group: `${volume('nope')}\n${port(28_080, 'host_network = "nope"')}`,
      driver: 'nope',
    });
    for (const token of [reader, undefined]) {
      const facts = await factsFor(token);
      assert.deepEqual(facts ? clusterProblems(analysisOf(wrong), facts) : [], []);
    }
    assert.deepEqual((await factsFor(reader))?.namespaces, { names: ['default'], whole: true });
    assert.equal(await factsFor('nonsense'), undefined);
  });
});
