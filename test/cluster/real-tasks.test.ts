import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, followJobLogs, isNomadError, type NomadClient } from '@nomad/api';
import { type Agent, findNomad, startAgent } from '../support/real-nomad';

const program = findNomad();

/** Two tasks that write each second part, one that takes input; `count` allocations. */
const source = (id: string, count = 1) => `job "${id}" {
  type = "service"
  group "app" {
    count = ${count}
    scaling {
      min = 1
      max = 3
    }
    update {
      min_healthy_time = "100ms"
    }
    task "main" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args    = ["-c", "echo first $NOMAD_ALLOC_INDEX; echo careful >&2; trap 'echo hung up' HUP; while true; do sleep 0.2; done"]
      }
      template {
        data        = "color = blue\\n"
        destination = "local/app.conf"
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

describe('tasks of a real Nomad', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  let client: NomadClient;
  let allocation = '';
  before(async function () {
    if (!program || process.platform === 'win32') {
      console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
      return this.skip();
    }
    agent = await startAgent(program);
    client = createClient({ address: agent.address });
    await client.jobs.register(await client.jobs.parse(source('tasks')));
    allocation = await running('tasks', 1);
  });
  after(async () => {
    await client?.close();
    await agent?.stop();
  });

  /** Waits until so many allocations of a job run; gives the first. */
  const running = async (job: string, count: number): Promise<string> => {
    for (const end = Date.now() + 30_000; Date.now() < end; await sleep(200)) {
      const all = (await client.jobs.allocations(job)).filter(({ ClientStatus }) => ClientStatus === 'running');
      if (all.length === count) return all[0]?.ID ?? '';
    }
    return assert.fail(`job "${job}" has not ${count} running allocations`);
  };
  const deployed = async (job: string) => {
    for (let i = 0; i < 100; i++, await sleep(100)) {
      if ((await client.jobs.latestDeployment(job))?.Status === 'successful') return;
    }
    assert.fail(`job "${job}" is not deployed`);
  };
  const until = async (fits: () => boolean) => {
    for (const end = Date.now() + 15_000; !fits() && Date.now() < end; ) await sleep(50);
    assert.ok(fits());
  };

  it('runs a program with a terminal, its size and its exit code', async () => {
    let text = '';
    const onOutput = (data: Uint8Array) => {
      text += Buffer.from(data).toString();
    };
    const session = await client.exec.start(allocation, ['/bin/sh'], { task: 'main', tty: true, onOutput });
    session.resize(101, 33);
    session.write('stty size; echo $NOMAD_TASK_NAME-$((6 * 7))\n');
    await until(() => text.includes('main-42'));
    assert.match(text, /33 101/);
    // A paste of more than one frame arrives whole.
    session.write(`cat > /dev/null <<EOT\n${'0123456789abcdef\n'.repeat(6_000)}EOT\necho pa""sted\n`);
    await until(() => text.includes('pasted'));
    // Ctrl-C ends what runs, not the shell.
    session.write('sleep 600\n');
    await sleep(300);
    session.write('\x03');
    session.write('exit 9\n');
    assert.equal(await session.exit, 9);
  });

  it('runs a program without a terminal, and says why one does not start', async () => {
    const out: string[] = [];
    const start = (command: string[]) =>
      client.exec.start(allocation, command, {
        task: 'main',
        onOutput: (data, stream) => out.push(`${stream} ${Buffer.from(data)}`),
      });
    const session = await start(['/bin/sh', '-c', 'cat; echo bad >&2; exit 3']);
    session.write('in\n');
    session.closeInput();
    assert.equal(await session.exit, 3);
    assert.deepEqual(out.sort(), ['stderr bad\n', 'stdout in\n']);
    const missing = await start(['/no/such/shell']);
    missing.closeInput();
    await assert.rejects(missing.exit, (error) => isNomadError(error, 'server') && /no such file/.test(error.message));
  });

  it('follows the logs of a job, of allocations that come later too, and sees a signal', async () => {
    const giveUp = new AbortController();
    let text = '';
    const following = followJobLogs(
      client,
      'tasks',
      { signal: giveUp.signal, tick: 300 },
      ({ data, type, allocation: { Name } }) => {
        text += `${Name} ${type} ${Buffer.from(data)}`;
      },
    );
    await until(() => text.includes('tasks.app[0] stdout first 0') && text.includes('tasks.app[0] stderr careful'));
    await client.allocations.signal(allocation, 'main', 'SIGHUP');
    await until(() => text.includes('hung up'));
    await deployed('tasks');
    await client.jobs.scale('tasks', 'app', 2);
    await until(() => text.includes('tasks.app[1] stdout first 1'));
    giveUp.abort();
    await assert.rejects(following, (error) => isNomadError(error, 'cancelled'));
    assert.equal(text.split('first 0').length, 2, 'each line once');
  });

  it('ends following when everything has ended, with the last words', async () => {
    const batch = source('ending')
      .replace('service', 'batch')
      .replace(/scaling \{[^}]*\}|update \{[^}]*\}/g, '');
    await client.jobs.register(await client.jobs.parse(batch.replace(/trap.*done/, 'sleep 1; echo the end')));
    let text = '';
    const options = { signal: AbortSignal.timeout(30_000), tick: 300 };
    await followJobLogs(client, 'ending', options, ({ data }) => {
      text += Buffer.from(data).toString();
    });
    assert.match(text, /first 0\n(careful\n)?/);
    assert.match(text, /the end/);
    await client.jobs.stop('ending', { purge: true });
  });

  it('reads files, not secret ones', async () => {
    const read = async (path: string, part = {}) =>
      Buffer.from(await client.files.read(allocation, path, part)).toString();
    assert.equal(await read('main/local/app.conf'), 'color = blue\n');
    assert.equal(await read('main/local/app.conf', { offset: 8, length: 4 }), 'blue');
    assert.equal(await read('alloc/logs/main.stdout.0', { offset: 1_000_000 }).catch(() => ''), '');
    await assert.rejects(read('main/secrets/nomad_token'), (error) => isNomadError(error));
    await assert.rejects(read('main/nothing'), (error) => isNomadError(error, 'not-found'));
    assert.ok((await client.files.list(allocation, 'main')).some(({ Name, IsDir }) => Name === 'local' && IsDir));
  });

  it('tells what happens, restarts in place, stops and places anew', async () => {
    const giveUp = new AbortController();
    const seen: string[] = [];
    const listening = (async () => {
      const topics = ['Allocation', 'Evaluation'];
      for await (const { Topic, Key } of client.events.stream({ topics, signal: giveUp.signal }))
        seen.push(`${Topic} ${Key}`);
    })();
    listening.catch(() => {});
    const restarts = async () => (await client.allocations.read(allocation)).data.TaskStates?.main?.Restarts ?? 0;
    const before = await restarts();
    await client.allocations.restart(allocation, { task: 'main' });
    for (let i = 0; i < 50 && (await restarts()) === before; i++) await sleep(100);
    assert.equal(await restarts(), before + 1);
    const { EvalID } = await client.allocations.stop(allocation);
    await until(() => seen.includes(`Evaluation ${EvalID}`) && seen.includes(`Allocation ${allocation}`));
    giveUp.abort();
    await running('tasks', 2);
  });

  it('reverts, stops and starts a job', async () => {
    const { Versions } = await client.jobs.versions('tasks', { diffs: true });
    assert.ok(Versions.length >= 2);
    await client.jobs.revert('tasks', 0, { enforceVersion: Versions[0]?.Version ?? 0 });
    await running('tasks', 1);
    await client.jobs.stop('tasks');
    await running('tasks', 0);
    await client.jobs.start('tasks');
    await running('tasks', 1);
  });
});
