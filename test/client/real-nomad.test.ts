/** What the explorer and the checks make of a real Nomad, where there is one on this machine. */
import assert from 'node:assert/strict';
import { createClient, type NomadClient } from '@nomad/api';
import { createLocator } from '../../client/src/plan';
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

  const show = async (id: string, source = '') => {
    const place = { id, namespace: 'default', cluster: 'here' };
    const file = { uri: `file:///${id}.nomad.hcl`, locate: createLocator(source) };
    return render(diagnosis({ ...(await gatherDiagnosis(client, place)), ...place, file })).text;
  };
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

  it('shows no job green whose deployment failed, or of which less runs than it wants', async () => {
    const script = '[ $NOMAD_ALLOC_INDEX = 0 ] && exit 3; sleep 300';
    const quick =
      'update {\n      min_healthy_time  = "100ms"\n      progress_deadline = "4s"\n      healthy_deadline = "3s"\n    }';
    const none = 'update {\n      max_parallel = 0\n    }';
    await run(job('half', script, `count = 2\n    ${quick}`));
    await run(job('lacks', script, `count = 2\n    ${none}`));
    const stop = new AbortController();
    const ends = [/^half \(1\/2 running, v0 failed\)$/m, /^lacks \(1\/2 running, 1 not replaced\)$/m];
    // On the way there less may run.
    const giveUp = Date.now() + 30_000;
    let text = '';
    for await (const { jobs, cluster } of livePicture(client, { signal: stop.signal, rest: () => 200 })) {
      text = await outline(createTree(jobsModel({ ...jobs, files: [], categories: [] }), cluster, lazyReads(client)));
      if (ends.every((end) => end.test(text)) || Date.now() > giveUp) break;
    }
    stop.abort();
    for (const end of ends) assert.match(text, end);
  });

  it('says why a job fails, and why another has no place', async () => {
    const crash = await show('crash');
    assert.match(crash, /✖ Task "main" of group "app": its program ended with exit code 3: "no such table: users"\./);
    assert.match(crash, /Terminated: Exit Code: 3/);
    assert.match(crash, /no such table: users/);
    assert.match(await show('homeless'), /✖ Group "app" finds no place: no node has host volume "scratch"/);
    assert.match(await show('nowhere'), /no job "nowhere"/);
  });

  it('names what else may be wrong, with the line of the file', async () => {
    const healthy =
      'update {\n      min_healthy_time  = "100ms"\n      healthy_deadline  = "3s"\n      progress_deadline = "4s"\n    }';
    const constraint = 'constraint {\n      attribute = "${attr.kernel.name}"\n      value     = "templeos"\n    }';
    const check = 'check {\n        type     = "tcp"\n        interval = "1s"\n        timeout  = "1s"\n      }';
    const service = `service {\n      name     = "deaf"\n      provider = "nomad"\n      port     = "http"\n      ${check}\n    }`;
    const template =
      'template {\n        data        = "{{ with nomadVar \\"nomad/jobs/waits\\" }}{{ .x }}{{ end }}"\n        destination = "local/x"\n      }';
    const sources: Record<string, string> = {
      gone: job('gone', '').replace(/command = .*\n.*args .*\n/, 'command = "/no/such/program"\n'),
      picky: job('picky', 'sleep 300', constraint),
      deaf: job('deaf', 'sleep 300', `${healthy}\n    ${service}`),
      waits: job('waits', 'sleep 300', healthy).replace('kill_timeout', `${template}\n      kill_timeout`),
      huge: job('huge', 'sleep 300').replace('memory = 16', 'memory = 9999999'),
    };
    for (const source of Object.values(sources)) await run(source);
    const lineOf = (id: string, text: string) =>
      (sources[id] ?? '').split('\n').findIndex((one) => one.includes(text)) + 1;
    const expected: Record<string, RegExp> = {
      gone: new RegExp(`there is no program "/no/such/program" .*\\(line ${lineOf('gone', '/no/such')}\\)`),
      picky: new RegExp(
        `no node meets the constraint.*\\(line ${lineOf('picky', 'kernel.name')}\\)[\\s\\S]*kernel\\.name} is "`,
      ),
      deaf: new RegExp(
        `nothing listens on port \\d+, which Nomad gave as "http" \\(line ${lineOf('deaf', '"deaf"\n') || lineOf('deaf', 'name     = "deaf"')}\\)`,
      ),
      waits: new RegExp(`waits for variable "nomad/jobs/waits".*\\(line ${lineOf('waits', 'template {')}\\)`),
      huge: new RegExp(
        `no node has enough free memory.*\\(line ${lineOf('huge', '9999999')}\\)[\\s\\S]*no node is that large`,
      ),
    };
    for (const [id, pattern] of Object.entries(expected)) {
      let text = '';
      for (const end = Date.now() + 30_000; !pattern.test(text); await new Promise((next) => setTimeout(next, 300))) {
        if (Date.now() > end) assert.fail(`${pattern}\n${text}`);
        text = await show(id, sources[id]);
      }
    }
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
