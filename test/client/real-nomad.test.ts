/** What the explorer and the checks make of a real Nomad, where there is one on this machine. */
import assert from 'node:assert/strict';
import { createClient, type NomadClient } from '@nomad/api';
import { diagnosis } from '../../client/src/troubleshoot/diagnose';
import { gatherDiagnosis } from '../../client/src/troubleshoot/gather-diagnosis';
import { portReport } from '../../client/src/troubleshoot/port-holders';
import { render } from '../../client/src/troubleshoot/report';
import { jobsModel } from '../../client/src/views/jobs-model';
import { lazyReads } from '../../client/src/views/lazy-reads';
import { type LivePicture, livePicture } from '../../client/src/views/live-picture';
import { createTree, type Tree } from '../../client/src/views/tree-model';
import type { TreeNode } from '../../client/src/views/tree-node';
import { type Agent, findNomad, startAgent } from '../support/real-nomad';

const program = findNomad();

const job = (id: string, script: string, group = '') => `job "${id}" {
  group "app" {
    network {
      port "http" {}
    }
    ${group}
    restart {
      attempts = 0
      mode     = "fail"
    }
    reschedule {
      attempts  = 0
      unlimited = false
    }
    task "main" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args    = ["-c", "${script}"]
      }
      kill_timeout = "1s"
      resources {
        cpu    = 20
        memory = 16
      }
    }
  }
}
`;
const HOMELESS = 'volume "scratch" {\n      type   = "host"\n      source = "scratch"\n    }';

describe('the explorer on a real Nomad', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  let client: NomadClient;

  before(async function () {
    if (!program || process.platform === 'win32') {
      console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
      this.skip();
    }
    agent = await startAgent(program);
    client = createClient({ address: agent.address });
  });

  after(async () => {
    await client?.close();
    await agent?.stop();
  });

  const run = async (hcl: string) => client.jobs.register(await client.jobs.parse(hcl));

  it('shows what is started, fails and finds no place as it happens, and why', async () => {
    const stop = new AbortController();
    let latest: LivePicture | undefined;
    let pictures = 0;
    const watching = (async () => {
      for await (const picture of livePicture(client, { signal: stop.signal, rest: () => 200 })) {
        latest = picture;
        pictures++;
      }
    })().catch((error) => {
      if (!stop.signal.aborted) throw error;
    });
    const until = async (what: string, fits: (tree: Tree) => boolean | Promise<boolean>) => {
      for (const end = Date.now() + 30_000; ; await new Promise((next) => setTimeout(next, 100))) {
        if (latest && (await fits(treeOf(latest)))) return;
        if (Date.now() > end) assert.fail(`not seen: ${what}\n${latest ? await outline(treeOf(latest)) : ''}`);
      }
    };
    const treeOf = ({ jobs, cluster }: LivePicture) =>
      createTree(jobsModel({ ...jobs, files: [], categories: [] }), cluster, lazyReads(client));

    await until('the node', (tree) =>
      tree.roots().some(({ label, description }) => label === 'Nodes' && description === '1 ready'),
    );
    await run(job('web', 'sleep 300'));
    await run(job('crash', 'echo no such table: users >&2; exit 3'));
    await run(job('homeless', 'sleep 300', HOMELESS));
    await until('web runs', async (tree) => (await outline(tree)).includes('web (1/1'));
    await until('crash fails', async (tree) => /crash \((fails|failed)/.test(await outline(tree)));
    await until('homeless is blocked', (tree) =>
      tree
        .roots()
        .some(
          ({ label, description }) =>
            label === 'Blocked' && /homeless: no node has host volume "scratch"/.test(description ?? ''),
        ),
    );
    const tree = treeOf(latest ?? assert.fail());
    const [category = assert.fail()] = tree.roots();
    const web = (await tree.children(category)).find(({ label }) => label === 'web') ?? assert.fail();
    const [group = assert.fail()] = await tree.children(web);
    const [allocation = assert.fail()] = await tree.children(group);
    const [task = assert.fail()] = await tree.children(allocation);
    assert.deepEqual([allocation.label, task.label, task.description], ['app[0]', 'main', 'running']);
    assert.ok(pictures < 40, `${pictures} pictures`);
    stop.abort();
    await watching;
  });

  it('says why a job fails, and why another has no place', async () => {
    const show = async (id: string) => {
      const place = { id, namespace: 'default', cluster: 'here' };
      return render(diagnosis({ ...(await gatherDiagnosis(client, place)), ...place })).text;
    };
    const crash = await show('crash');
    assert.match(crash, /✖ .*failed/);
    assert.match(crash, /Terminated: Exit Code: 3/);
    assert.match(crash, /no such table: users/);
    assert.match(await show('homeless'), /✖ 1 group found no place[\s\S]*lacks host volume "scratch"/);
    assert.match(await show('nowhere'), /no job "nowhere"/);
  });

  it('finds who has a port', async () => {
    const { data: allocations } = await client.allocations.list({
      resources: true,
      filter: 'ClientStatus == "running"',
    });
    const { data: nodes } = await client.cluster.nodes({ resources: true });
    const port = allocations[0]?.AllocatedResources?.Shared?.Ports?.[0]?.Value ?? assert.fail();
    const { text } = render(portReport({ port, cluster: 'here', allocations, nodes, files: [] }));
    assert.match(text, /web\.app\[0\].*port "http"/);
    assert.match(text, /hand out \(20000–32000/);
  });
});

/** The jobs with how they are. */
async function outline(tree: Tree): Promise<string> {
  const categories = tree.roots().filter(({ kind }) => kind === 'category');
  const rows: TreeNode[] = (await Promise.all(categories.map((one) => tree.children(one)))).flat();
  return rows.map(({ label, description }) => `${label} (${description})`).join('\n');
}
