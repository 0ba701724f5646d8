/** Programs, logs, files and changes of running tasks from the editor, with a real Nomad behind it. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import { type Agent, findNomad, startAgent } from '../support/real-nomad';
import { ready, write } from './editor';
import { answerWith, type OpenedTerminal, type Person } from './person';

const program = findNomad();

const job = `job "tasks" {
  group "app" {
    count = 1
    scaling {
      min = 1
      max = 2
    }
    update {
      min_healthy_time = "100ms"
    }
    task "main" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args    = ["-c", "echo started; echo careful >&2; trap 'echo hung up' HUP; while true; do sleep 0.2; done"]
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
const parameterized = `job "import" {
  type = "batch"
  parameterized {
    meta_required = ["bucket"]
    payload       = "forbidden"
  }
  group "work" {
    task "main" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args    = ["-c", "echo importing $NOMAD_META_bucket"]
      }
      resources {
        cpu    = 20
        memory = 16
      }
    }
  }
}
`;

describe('tasks of a real Nomad, in the editor', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  let client: NomadClient;
  let person: Person;
  let allocation = '';
  const target = () => ({ allocId: allocation, task: 'main' });
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

  before(async function () {
    if (!program || process.platform === 'win32') {
      console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
      return this.skip();
    }
    await ready();
    await run('workbench.action.closeAllEditors');
    agent = await startAgent(program);
    client = createClient({ address: agent.address });
    const clusters = [{ name: 'lab', address: agent.address, production: true }];
    await vscode.workspace.getConfiguration('nomad').update('clusters', clusters, vscode.ConfigurationTarget.Global);
    await run('nomad.cluster.switch', 'lab');
  });
  beforeEach(() => {
    person = answerWith({});
  });
  afterEach(() => person.restore());
  after(async () => {
    if (!agent) return;
    await run('nomad.cluster.switch', 'environment');
    await vscode.workspace.getConfiguration('nomad').update('clusters', undefined, vscode.ConfigurationTarget.Global);
    await client.close();
    await agent.stop();
  });
  const answer = (answers: Record<string, string>) => {
    person.restore();
    person = answerWith(answers);
  };
  const running = async (count: number): Promise<string> => {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(200)) {
      const all = (await client.jobs.allocations('tasks')).filter(({ ClientStatus }) => ClientStatus === 'running');
      if (all.length === count) return all[0]?.ID ?? '';
    }
    return assert.fail(`${count} allocations do not run`);
  };
  const terminal = (): OpenedTerminal => person.terminals.at(-1) ?? assert.fail(person.questions.join('\n'));
  const shown = (title: string): string =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.includes(title))?.document.getText() ??
    assert.fail(vscode.window.visibleTextEditors.map(({ document }) => document.uri.path).join());

  it('is run from the editor, after its name was typed', async () => {
    await write(job);
    answer({ 'which is production?': 'tasks', 'Run job "tasks"': 'Run' });
    await run('nomad.job.run');
    assert.match(person.questions.join('\n'), /"tasks".*is healthy/);
    allocation = await running(1);
  });

  it('shows the job, its allocation and the cluster as documents', async () => {
    await run('nomad.job.status', { jobId: 'tasks', namespace: 'default' });
    assert.match(shown('Job · tasks'), /✔ 1 of 1 running\.[\s\S]*app\[0\] {2}healthy {2}on /);
    await run('nomad.alloc.status', target());
    assert.match(shown('Allocation · tasks.app[0]'), /Task main\n {2}running[\s\S]*Started/);
    const { NodeID } = (await client.allocations.read(allocation)).data;
    await run('nomad.node.status', { nodeId: NodeID });
    assert.match(shown('Node · '), /✔ Ready\.[\s\S]*raw_exec {2}✔ healthy[\s\S]*tasks\.app\[0\]/);
    await run('nomad.server.members');
    assert.match(shown('Servers'), /alive, leader/);
    await run('nomad.eval.list');
    assert.match(shown('Evaluations'), /tasks {2}complete/);
    assert.deepEqual(person.questions, []);
  });

  it('opens a shell with the size of its terminal, and gives the exit code', async () => {
    answer({ 'which is production?': 'tasks' });
    await run('nomad.alloc.exec', target());
    const shell = terminal();
    shell.type('stty size; echo $((6 * 7))\r');
    await shell.until(/30 90\r\n42\r\n/);
    shell.resize(101, 33);
    await sleep(300);
    shell.type('stty size\r');
    await shell.until(/33 101/);
    shell.type('exit 3\r');
    for (let i = 0; i < 50 && shell.code() === undefined; i++) await sleep(100);
    assert.equal(shell.code(), 3);
  });

  it('says why a program does not start, and offers another one', async () => {
    answer({
      'which is production?': 'tasks',
      'no such file': 'Other Program…',
      'Program to run': '/bin/echo "it works"',
    });
    await run('nomad.alloc.exec', { ...target(), command: '/no/such/shell' });
    for (let i = 0; i < 50 && person.terminals.length < 2; i++) await sleep(100);
    await terminal().until(/it works/);
  });

  it('follows logs, also after a signal', async () => {
    await run('nomad.alloc.logs', { jobId: 'tasks' });
    const logs = terminal();
    await logs.until(/started/);
    await logs.until(/┃.*careful/);
    answer({ 'which is production?': 'tasks', 'Send a signal to': 'SIGHUP' });
    await run('nomad.alloc.signal', { allocationId: allocation });
    await logs.until(/hung up/);
    logs.type('\x03');
    assert.match(logs.text(), /no longer followed/);
    logs.close();
  });

  it('opens files, read only', async () => {
    await run('nomad.alloc.fs', { ...target(), path: 'main/local/app.conf' });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(), 'color = blue\n');
    assert.equal(editor?.document.uri.scheme, 'nomad-fs');
    assert.equal(vscode.workspace.fs.isWritableFileSystem('nomad-fs'), false);
    answer({ '/main': 'local', '/main/local': 'app.conf' });
    const folder = editor?.document.uri.with({ path: `/${allocation}/main` });
    const names = (await vscode.workspace.fs.readDirectory(folder as vscode.Uri)).map(([name]) => name);
    assert.ok(names.includes('local') && names.includes('secrets'), names.join());
  });

  it('scales, restarts and reverts', async () => {
    answer({ 'which is production?': 'tasks' });
    await run('nomad.job.scale', { jobId: 'tasks', group: 'app', count: 2 });
    await running(2);
    assert.match(person.questions.join('\n'), /from 1 to 2[\s\S]*is healthy/);
    answer({ 'Restart job "tasks" (2': 'In place, one after', 'which is production?': 'tasks' });
    await run('nomad.job.restart', { jobId: 'tasks' });
    assert.match(person.questions.join('\n'), /2 of 2 run again/);
    answer({ 'which is production?': 'tasks', 'Revert job': 'Revert' });
    await run('nomad.job.revert', { jobId: 'tasks', version: 0 });
    await running(1);
    answer({ 'which is production?': 'tasks' });
    await run('nomad.alloc.stop', { allocId: await running(1) });
    allocation = await running(1);
  });

  it('dispatches with the meta that the job asks for', async () => {
    await client.jobs.register(await client.jobs.parse(parameterized));
    answer({ 'meta "bucket"': 'b1', 'which is production?': 'import' });
    await run('nomad.job.dispatch', { jobId: 'import' });
    assert.match(person.questions.join('\n'), /"import\/dispatch-[^"]*".*(is complete|runs)/);
    const [child] = (await client.jobs.list({ prefix: 'import/' })).data;
    await run('nomad.alloc.logs', { jobId: child?.ID });
    await terminal().until(/importing b1[\s\S]*everything has ended/);
  });

  it('validates without changing anything', async () => {
    await write(job);
    await run('nomad.job.validate');
    assert.match(person.questions.join('\n'), /Job "tasks" is valid for lab · default/);
  });

  it('changes nothing where it is read only', async () => {
    const clusters = [{ name: 'glass', address: agent?.address, readOnly: true }];
    await vscode.workspace.getConfiguration('nomad').update('clusters', clusters, vscode.ConfigurationTarget.Global);
    await run('nomad.cluster.switch', 'glass');
    const all = ['job.restart', 'job.scale', 'job.dispatch', 'job.revert', 'job.stop', 'job.periodicForce'];
    for (const command of [...all, 'alloc.exec', 'alloc.signal', 'alloc.restart', 'alloc.stop']) {
      answer({});
      await run(`nomad.${command}`, { jobId: 'tasks', ...target() });
      assert.match(person.questions.join('\n'), /^Nothing was changed: glass .* read only/, command);
      assert.equal(person.questions.length, 1, command);
    }
    await run('nomad.alloc.logs', { jobId: 'tasks' });
    await terminal().until(/started/);
    terminal().close();
  });
});
