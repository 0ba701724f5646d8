/** Planning, running and stopping a job from the editor, against a Nomad that answers as a real one was recorded to. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { recordedScripts, type StatefulNomad, startStatefulNomad } from '../support/stateful-nomad';
import { open, ready, write } from './editor';
import { answerWith, type Person } from './person';

describe('a cluster', () => {
  let nomad: StatefulNomad;
  let asked: Person;
  let document: vscode.TextDocument;

  before(async () => {
    await ready();
    const { healthy } = recordedScripts();
    const forever = { ...healthy, deployments: healthy.deployments.map(([first]) => (first ? [first] : [])) };
    nomad = await startStatefulNomad({ web: healthy, tried: healthy, endless: forever });
    // What is asked of it is counted here.
    await configure('clusterFacts', false);
    await configure('address', nomad.address);
    document = await open('web.nomad.hcl');
  });

  beforeEach(() => {
    asked = answerWith({});
  });

  afterEach(() => asked.restore());

  after(async () => {
    await configure('address', undefined);
    await configure('clusterFacts', undefined);
    await nomad.close();
  });

  it('plans a job into a document beside it, and changes nothing', async () => {
    await vscode.commands.executeCommand('nomad.job.plan', document.uri);
    const editor = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'nomad-plan');
    assert.match(editor?.document.getText() ?? '', /^\s*Plan · web/);
    assert.deepEqual(nomad.registrations, []);
    assert.deepEqual(asked.questions, []);
    assert.ok(!nomad.received.includes('POST /v1/jobs/parse'), 'the language server reads the file, not the cluster');
  });

  it('shows what is wrong with the file instead of asking the cluster', async () => {
    const asks = nomad.received.length;
    const wrong = await write('job "j" {\n  group "g" {\n    count = "many"\n  }\n}\n');
    await vscode.commands.executeCommand('nomad.job.plan', wrong.uri);
    assert.match(asked.questions.join('\n'), /Nomad cannot read Untitled-\d+ at line \d: /);
    assert.equal(nomad.received.length, asks);
    document = await open('web.nomad.hcl');
  });

  it('takes variables from the environment and asks for the others', async () => {
    process.env.NOMAD_VAR_team = 'blue';
    asked.restore();
    asked = answerWith({ 'Value of variable "zone"': 'eu' });
    const text = ['team', 'zone'].map((name) => `variable "${name}" {\n  type = string\n}\n`).join('');
    const task = 'task "t" {\n      driver = "docker"\n      config {\n        image = "x:1"\n      }\n    }';
    const job = `job "web" {\n  meta = { v = "${'${var.team}-${var.zone}'}" }\n  group "g" {\n    ${task}\n  }\n}\n`;
    await write(text + job);
    await vscode.commands.executeCommand('nomad.job.plan');
    delete process.env.NOMAD_VAR_team;
    assert.deepEqual(asked.questions, ['Value of variable "zone"']);
    const editor = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'nomad-plan');
    assert.ok(editor);
    document = await open('web.nomad.hcl');
  });

  it('runs nothing when the question is not answered with Run', async () => {
    await vscode.commands.executeCommand('nomad.job.run', document.uri);
    assert.match(asked.questions.join('\n'), /Run job "web"/);
    assert.deepEqual(nomad.registrations, []);
  });

  it('runs what was planned, and follows it until it is healthy', async () => {
    asked.restore();
    asked = answerWith({ 'Run job "web"': 'Run' });
    await vscode.commands.executeCommand('nomad.job.run', document.uri);
    assert.equal(nomad.registrations.length, 1);
    assert.equal(nomad.registrations[0]?.EnforceIndex, true);
    assert.match(asked.questions.join('\n'), /"web".*is healthy/);
  });

  it('offers to keep a count that was scaled, where the file would set it back', async () => {
    const before = nomad.registrations.length;
    nomad.scaled('web', 'app', 1);
    asked.restore();
    asked = answerWith({ 'Run job "web"': 'Run and Keep Counts' });
    await vscode.commands.executeCommand('nomad.job.run', document.uri);
    assert.deepEqual(asked.buttons[0], ['Run', 'Run and Keep Counts', 'Show Plan']);
    const [sent] = nomad.registrations.slice(before);
    assert.deepEqual([sent?.PreserveCounts, sent?.EnforceIndex], [true, true]);
    await vscode.commands.executeCommand('nomad.job.plan', document.uri);
    assert.match(planText(), /⚠ Group "app" was scaled to 1; this file sets it back to 3\./);
    nomad.scaled('web', 'app', 2);
    asked.restore();
    asked = answerWith({});
    await vscode.commands.executeCommand('nomad.job.run', document.uri);
    assert.deepEqual(asked.buttons[0], ['Run', 'Show Plan'], 'what somebody set since was not scaled');
  });

  it('stops watching when it is cancelled: the job goes on, and that is said', async () => {
    const endless = await write((await open('web.nomad.hcl')).getText().replace('job "web"', 'job "endless"'));
    const { withProgress } = vscode.window;
    const cancel = new vscode.EventEmitter<unknown>();
    const window = vscode.window as unknown as { withProgress: unknown };
    window.withProgress = (_options: unknown, task: (progress: object, token: object) => unknown) =>
      task(
        { report: ({ message }: { message: string }) => /healthy/.test(message) && cancel.fire(0) },
        { onCancellationRequested: cancel.event },
      );
    asked.restore();
    asked = answerWith({ 'Run job "endless"': 'Run' });
    const asks = nomad.received.length;
    await vscode.commands.executeCommand('nomad.job.run', endless.uri);
    window.withProgress = withProgress;
    assert.match(asked.questions.join('\n'), /No longer watching\. Job "endless" goes on on http/);
    const changes = nomad.received.slice(asks).filter((one) => !one.startsWith('GET') && !one.endsWith('/plan'));
    assert.deepEqual(changes, ['POST /v1/jobs']);
    document = await open('web.nomad.hcl');
  });

  it('takes a var file once, remembers it, says so, and lets it be changed', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
    const file = vscode.Uri.joinPath(folder, 'blue.vars.hcl');
    await vscode.workspace.fs.writeFile(file, Buffer.from('team = "blue"\n'));
    const jobFile = vscode.Uri.joinPath(folder, 'varied.nomad.hcl');
    const job = (await open('web.nomad.hcl'))
      .getText()
      .replace('job "web" {', 'variable "team" {\n  type = string\n}\njob "varied" {\n  meta = { team = var.team }');
    await vscode.workspace.fs.writeFile(jobFile, Buffer.from(job));
    const varied = await open('varied.nomad.hcl');
    const plan = async (answers: Record<string, string> = {}) => {
      asked.restore();
      asked = answerWith(answers);
      await vscode.commands.executeCommand('nomad.job.plan', varied.uri);
      return asked.questions;
    };
    assert.deepEqual(await plan({ 'Variables without a value': 'blue.vars.hcl' }), [
      'Variables without a value: "team"',
    ]);
    assert.match(planText(), /variables from blue\.vars\.hcl/);
    assert.deepEqual(await plan(), [], 'remembered');
    const other = vscode.Uri.joinPath(folder, 'red.vars.hcl');
    await vscode.workspace.fs.writeFile(other, Buffer.from('team = "red"\n'));
    asked.restore();
    asked = answerWith({ 'Where do the variables of': ['red.vars.hcl', 'Done'] });
    await vscode.commands.executeCommand('nomad.job.variables', varied.uri);
    assert.deepEqual(await plan(), []);
    assert.match(planText(), /variables from blue\.vars\.hcl, red\.vars\.hcl/);
    asked.restore();
    asked = answerWith({ 'Where do the variables of': ['red.vars.hcl', 'Done'] });
    await vscode.commands.executeCommand('nomad.job.variables', varied.uri);
    await vscode.workspace.fs.delete(other);
    asked.restore();
    asked = answerWith({
      'Where do the variables of': 'Type a value',
      'Which variable?': 'team',
      'Value of variable': 'red',
    });
    await vscode.commands.executeCommand('nomad.job.variables', varied.uri);
    assert.deepEqual(await plan(), []);
    assert.match(planText(), /variables from blue\.vars\.hcl, team/);
    await vscode.workspace.fs.delete(file);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await open('varied.nomad.hcl');
    const gone = await plan();
    assert.match(gone.join(), /The var file blue\.vars\.hcl, chosen for this job file, cannot be read/);
    asked.restore();
    asked = answerWith({ 'Where do the variables of': 'Forget all' });
    await vscode.commands.executeCommand('nomad.job.variables', varied.uri);
    assert.deepEqual(await plan(), ['Value of variable "team"'], 'asked anew');
    await vscode.workspace.fs.delete(jobFile);
    document = await open('web.nomad.hcl');
  });

  it('in production runs nothing without the name of the job', async () => {
    const clusters = [
      { name: 'prod', address: nomad.address, production: true },
      { name: 'glass', address: `${nomad.address}/`, readOnly: true },
    ];
    await configure('clusters', clusters.slice(0, 1));
    await vscode.commands.executeCommand('nomad.cluster.switch', 'prod');
    const before = nomad.registrations.length;
    for (const [typed, times] of [
      ['wbe', before],
      ['web', before + 1],
    ] as const) {
      asked.restore();
      asked = answerWith({ 'which is production?': typed, 'Run job "web"': 'Run' });
      await vscode.commands.executeCommand('nomad.job.run', document.uri);
      assert.match(asked.questions.join('\n'), /Run job "web" on prod \(http.*which is production\?/);
      assert.equal(nomad.registrations.length, times);
    }
    await configure('clusters', clusters.slice(1));
    await vscode.commands.executeCommand('nomad.cluster.switch', 'glass');
    asked.restore();
    asked = answerWith({ 'Run job "web"': 'Run' });
    await vscode.commands.executeCommand('nomad.job.run', document.uri);
    assert.match(asked.questions.join('\n'), /glass .* is marked as read only/);
    assert.equal(nomad.registrations.length, before + 1);
    await configure('clusters', undefined);
    await vscode.commands.executeCommand('nomad.cluster.switch', 'environment');
  });

  it('asks before it runs what lies in a testing folder', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
    const copy = vscode.Uri.joinPath(folder, '.testing/tried.nomad.hcl');
    const text = document.getText().replace('job "web"', 'job "tried"');
    await vscode.workspace.fs.writeFile(copy, Buffer.from(text));
    const before = nomad.registrations.length;
    const asks = nomad.received.length;
    asked.restore();
    asked = answerWith({ 'Run job "tried"': 'Run' });
    await vscode.commands.executeCommand('nomad.job.run', copy);
    assert.deepEqual(asked.questions, [
      '.testing/tried.nomad.hcl lies in the testing folder ".testing" and is not run without asking.',
    ]);
    assert.equal(nomad.received.length, asks, 'nothing was asked of the cluster');
    asked.restore();
    asked = answerWith({ 'testing folder': 'Run Anyway', 'Run job "tried"': 'Run' });
    await vscode.commands.executeCommand('nomad.job.run', copy);
    assert.equal(nomad.registrations.length, before + 1);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(copy, '..'), { recursive: true });
  });

  it('stops it after asking, and keeps its versions', async () => {
    asked.restore();
    asked = answerWith({ 'Stop job "web"': 'Stop', 'Keep the definition': 'Keep and Stop' });
    await vscode.commands.executeCommand('nomad.job.stop', document.uri);
    assert.ok(nomad.received.includes('DELETE /v1/job/web'), nomad.received.join('\n'));
  });

  it('says whom it could not reach', async () => {
    await configure('address', 'http://127.0.0.1:9');
    await vscode.commands.executeCommand('nomad.job.plan', document.uri);
    assert.match(asked.questions.join('\n'), /127\.0\.0\.1:9/);
  });
});

function planText(): string {
  const editor = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'nomad-plan');
  return editor?.document.getText() ?? assert.fail('no plan is shown');
}

function configure(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('nomad').update(name, value, vscode.ConfigurationTarget.Global);
}
