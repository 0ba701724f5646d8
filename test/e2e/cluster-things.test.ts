/** Nodes, volumes, variables, versions, deployments and actions from the editor, with a real Nomad behind it. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import { type Agent, findNomad, startAgent } from '../support/real-nomad';
import { ready, write } from './editor';
import { answerWith, type Person } from './person';

const program = findNomad();

const job = (canary: number, word: string) => `job "things" {
  group "app" {
    count = 1
    update {
      min_healthy_time = "100ms"
      canary           = ${canary}
    }
    task "main" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args    = ["-c", "echo ${word}; while true; do sleep 0.2; done"]
      }
      action "greet" {
        command = "/bin/sh"
        args    = ["-c", "echo hello from the action"]
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
const volume = `name      = "scratch"
type      = "host"
plugin_id = "mkdir"
capability {
  access_mode     = "single-node-writer"
  attachment_mode = "file-system"
}
`;

describe('what else a cluster has, in the editor', function () {
  this.timeout(60_000);
  let agent: Agent | undefined;
  let client: NomadClient;
  let person: Person;
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
  const answer = (answers: Parameters<typeof answerWith>[0]) => {
    person.restore();
    person = answerWith(answers);
  };
  const use = async (cluster: object) => {
    const clusters = [{ name: 'lab', address: agent?.address, ...cluster }];
    await vscode.workspace.getConfiguration('nomad').update('clusters', clusters, vscode.ConfigurationTarget.Global);
    await run('nomad.cluster.switch', 'lab');
  };
  const shown = (title: string): string =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.path.includes(title))?.document.getText() ??
    assert.fail(`${title} is not among ${vscode.window.visibleTextEditors.map(({ document }) => document.uri.path)}`);
  const until = async (what: string, fits: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(200)) if (await fits()) return;
    assert.fail(`${what}\n${person.questions.join('\n')}`);
  };
  const node = async () => (await client.cluster.nodes()).data[0] ?? assert.fail();

  const runs = async () => {
    const allocations = await client.jobs.allocations('things');
    return allocations.some(({ ClientStatus, DesiredStatus }) => ClientStatus === 'running' && DesiredStatus === 'run');
  };

  before(async function () {
    if (!program || process.platform === 'win32') {
      console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
      return this.skip();
    }
    await ready();
    agent = await startAgent(program);
    client = createClient({ address: agent.address });
    person = answerWith({});
    await use({});
  });
  beforeEach(() => answer({}));
  afterEach(() => person?.restore());
  after(async () => {
    if (!agent) return;
    await run('nomad.cluster.switch', 'environment');
    await vscode.workspace.getConfiguration('nomad').update('clusters', undefined, vscode.ConfigurationTarget.Global);
    await client.close();
    await agent.stop();
  });

  it('makes a host volume from its specification, shows it, and deletes it', async () => {
    await write(volume, 'nomad-volume');
    answer({ 'Create host volume "scratch"': 'Create' });
    await run('nomad.volume.create');
    assert.match(shown('Volume · scratch'), /✔ Ready\. It is a dynamic host volume\.[\s\S]*single-node-writer/);
    answer({ 'Delete a volume': 'scratch', 'Delete volume "scratch"': 'Delete' });
    await run('nomad.volume.delete');
    assert.match(person.questions.join('\n'), /Volume "scratch" is deleted on lab/);
    assert.deepEqual((await client.volumes.hostVolumes()).data, []);
  });

  it('says where a specification is wrong, and sends nothing', async () => {
    await write(volume.replace('type      = "host"', 'type      = "hots"'), 'nomad-volume');
    await run('nomad.volume.create');
    assert.match(person.questions.join('\n'), /line 2: "hots" is not a valid value.*"csi" or "host"/);
    assert.deepEqual((await client.volumes.hostVolumes()).data, []);
  });

  it('keeps the values of a variable to itself until somebody asks', async () => {
    answer({
      'Create a variable': 'nomad/jobs/things',
      'Variable "nomad/jobs/things"': ['Add a key', 'Write'],
      'Name of the key': 'password',
      'Value of "password"': 'hunter2',
    });
    await run('nomad.variable.create');
    assert.match(person.questions.join('\n'), /Variable "nomad\/jobs\/things" is written on lab.*: adds "password"/);
    const closed = shown('Variable · nomad jobs things');
    assert.match(closed, /password {2}••••••••/);
    assert.ok(!closed.includes('hunter2'));
    await run('nomad.variable.show', { variable: 'nomad/jobs/things', namespace: 'default', open: true });
    // The document changes a moment after it was shown.
    await until('the value is not shown', async () =>
      /password {2}hunter2/.test(shown('Variable · nomad jobs things')),
    );
    assert.ok(!person.questions.join('\n').includes('hunter2'));
  });

  it('writes a variable only upon what was read', async () => {
    const path = 'nomad/jobs/things';
    answer({
      'Variable "nomad/jobs/things"': ['password', 'Write', 'Write'],
      'Key "password"': 'Type a new value',
      'Value of "password"': 'mine',
      'Somebody else wrote': 'Upon Theirs',
    });
    const original = client.variables.write;
    const edited = run('nomad.variable.edit', { variable: path, namespace: 'default' });
    // Somebody else is faster than the form.
    await original(path, { password: 'theirs', user: 'web' });
    await edited;
    assert.deepEqual((await client.variables.read(path)).data.Items, { password: 'mine', user: 'web' });
    answer({ [`Delete variable "${path}"`]: 'Delete' });
    await run('nomad.variable.delete', { variable: path, namespace: 'default' });
    await assert.rejects(client.variables.read(path), (error) => isNomadError(error, 'not-found'));
  });

  it('writes the variable of a specification', async () => {
    const { uri } = await write('path = "shared/config"\n\nitems {\n  region = "eu"\n}\n', 'nomad-variable');
    answer({ 'Write variable "shared/config"': 'Write' });
    await run('nomad.variable.put', uri);
    assert.deepEqual((await client.variables.read('shared/config')).data.Items, { region: 'eu' });
    await run('nomad.variable.put', uri);
    assert.match(person.questions.join('\n'), /"shared\/config" on lab.* is as the file has it/);
  });

  it('runs an action of a job', async () => {
    await write(job(0, 'one'));
    answer({ 'Run job "things"': 'Run' });
    await run('nomad.job.run');
    answer({ 'Run action "greet"': 'Run' });
    await run('nomad.job.action', { jobId: 'things', namespace: 'default', action: 'greet' });
    const terminal = person.terminals.at(-1) ?? assert.fail(person.questions.join('\n'));
    await terminal.until(/hello from the action/);
  });

  it('promotes canaries, and fails a deployment', async () => {
    await write(job(1, 'two'));
    // "Details" is not taken: the message would promote by itself.
    answer({ 'Run job "things"': 'Run' });
    await run('nomad.job.run');
    answer({ 'Promote the deployment of job "things"': 'Promote' });
    await run('nomad.deployment.promote');
    assert.match(person.questions.join('\n'), /"things".*is healthy/);
    await write(job(1, 'three'));
    answer({ 'Run job "things"': 'Run' });
    await run('nomad.job.run');
    answer({ 'Pause the deployment': 'Pause', 'Resume the deployment': 'Resume', 'Fail the deployment': 'Fail' });
    const status = async () => (await client.jobs.latestDeployment('things'))?.Status;
    const target = { jobId: 'things', namespace: 'default' };
    await run('nomad.deployment.pause', target);
    assert.equal(await status(), 'paused');
    await run('nomad.deployment.resume', target);
    assert.equal(await status(), 'running');
    await run('nomad.deployment.fail', target);
    assert.equal(await status(), 'failed');
  });

  it('shows versions with what each changed, and their sources', async () => {
    await run('nomad.job.versions', { jobId: 'things', namespace: 'default' });
    assert.match(
      shown('Versions · things'),
      /Version 1 .*source.*revert to it\n[\s\S]*echo one[\s\S]*echo two[\s\S]*Version 0/,
    );
    await run('nomad.job.source', { jobId: 'things', namespace: 'default', version: 0 });
    assert.match(shown('things version 0.nomad.hcl'), /echo one/);
  });

  it('starts a job that was stopped, as it was', async () => {
    answer({ 'Stop job "things"': 'Stop', 'Keep the definition': 'Keep and Stop' });
    await run('nomad.job.stop', { jobId: 'things', namespace: 'default' });
    answer({ 'Start a stopped job': 'things', 'Start job "things"': 'Start' });
    await write('', 'plaintext');
    await run('nomad.job.start');
    await until('the job does not run', runs);
    assert.match(
      (await client.jobs.submission('things', Number((await client.jobs.read('things')).Version))).Source,
      /three/,
    );
  });

  it('lets a node take no new work, and take it again', async () => {
    answer({ 'take no new work': 'Take No New Work', 'take new work on': 'Take New Work' });
    await run('nomad.node.eligibility');
    assert.equal((await node()).SchedulingEligibility, 'ineligible');
    await run('nomad.node.eligibility');
    assert.equal((await node()).SchedulingEligibility, 'eligible');
  });

  it('asks with a list, or shows what there is, where nothing says what is meant', async () => {
    for (let i = 0; i < 50 && vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0); i++) {
      await run('workbench.action.revertAndCloseActiveEditor');
    }
    assert.equal(vscode.window.activeTextEditor, undefined);
    const lists = [
      'job.status',
      'job.restart',
      'job.scale',
      'job.stop',
      'job.revert',
      'job.versions',
      'job.source',
      'job.action',
      'job.diagnose',
      'volume.check',
      'volume.status',
      'variable.show',
      'variable.edit',
      'variable.delete',
      'alloc.status',
      'alloc.logs',
      'alloc.exec',
      'alloc.fs',
      'alloc.signal',
      'alloc.restart',
      'alloc.stop',
      'job.plan',
      'job.run',
      'job.compare',
      'job.validate',
      'deploy.ansible',
      'port.who',
    ];
    await client.volumes.createHost({
      Name: 'listed',
      PluginID: 'mkdir',
      RequestedCapabilities: [{ AccessMode: 'single-node-writer', AttachmentMode: 'file-system' }],
    });
    for (const command of lists) {
      answer({});
      await run(`nomad.${command}`);
      assert.match(person.questions[0] ?? '', / on lab|Which|Who holds|No job file is in front|lab/, command);
      assert.equal(person.questions.length, 1, `${command}: ${person.questions.join(' | ')}`);
    }
    const says = [
      'job.dispatch',
      'job.periodicForce',
      'job.start',
      'deployment.promote',
      'service.check',
      'volume.create',
    ];
    for (const command of [...says, 'volume.snapshot', 'explorer.reveal']) {
      answer({});
      await run(`nomad.${command}`);
      assert.equal(person.questions.length, 1, `${command}: ${person.questions.join(' | ')}`);
    }
    for (const [command, title] of [
      ['eval.list', 'Evaluations'],
      ['server.members', 'Servers'],
      ['node.status', 'Node · '],
      ['plugin.status', 'Storage plugins'],
    ] as const) {
      answer({});
      await run(`nomad.${command}`);
      assert.ok(shown(title).length > 0, command);
      assert.deepEqual(person.questions, [], command);
    }
    const [listed] = (await client.volumes.hostVolumes()).data;
    await client.volumes.deleteHost(listed?.ID ?? '');
  });

  it('drains a node until nothing runs there, and ends that', async () => {
    const { Name } = await node();
    answer({
      'how long may it take': '20s',
      [`Drain node ${Name} on`]: 'Drain',
      [`Drain node ${Name}`]: 'System jobs too',
    });
    await run('nomad.node.drain');
    assert.match(person.questions.join('\n'), /is drained: nothing runs there any more/);
    assert.equal((await node()).SchedulingEligibility, 'ineligible');
    answer({ 'take new work on': 'Take New Work' });
    await run('nomad.node.eligibility');
    assert.equal((await node()).SchedulingEligibility, 'eligible');
  });

  it('wants the name of the thing in production, and changes nothing without it', async () => {
    await use({ production: true });
    await until('the job does not come back after the drain', runs);
    const { Name, ID } = await node();
    answer({ 'which is production?': 'not the name', 'how long may it take': '20s', [`Drain node ${Name}`]: 'System' });
    await run('nomad.node.drain', { nodeId: ID });
    await run('nomad.node.eligibility', { nodeId: ID });
    await run('nomad.variable.delete', { variable: 'shared/config', namespace: 'default' });
    await run('nomad.job.action', { jobId: 'things', action: 'greet' });
    await write(volume, 'nomad-volume');
    await run('nomad.volume.create');
    assert.equal(person.questions.filter((one) => one.includes('which is production?')).length, 5);
    assert.deepEqual(person.terminals, []);
    const after = await node();
    assert.deepEqual([after.Drain, after.SchedulingEligibility], [false, 'eligible']);
    assert.equal((await client.variables.list()).data.length, 1);
    assert.deepEqual((await client.volumes.hostVolumes()).data, []);
    answer({ 'which is production?': Name });
    await run('nomad.node.eligibility', { nodeId: ID });
    assert.equal((await node()).SchedulingEligibility, 'ineligible');
  });

  it('changes nothing where it is read only', async () => {
    await use({ readOnly: true });
    const all = [
      'node.drain',
      'node.stopDrain',
      'node.eligibility',
      'volume.create',
      'volume.delete',
      'volume.snapshot',
    ];
    const more = ['variable.create', 'variable.edit', 'variable.put', 'variable.delete', 'job.action', 'job.start'];
    for (const command of [...all, ...more, 'deployment.promote', 'deployment.fail']) {
      answer({});
      await run(`nomad.${command}`);
      assert.match(person.questions.join('\n'), /^Nothing was changed: lab .* read only/, command);
      assert.equal(person.questions.length, 1, command);
    }
  });
});
