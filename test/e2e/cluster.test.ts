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
    nomad = await startStatefulNomad({ web: recordedScripts().healthy });
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

  it('in production runs nothing without the name of the job', async () => {
    const clusters = [
      { name: 'prod', address: nomad.address, production: true },
      { name: 'glass', address: `${nomad.address}/`, readOnly: true },
    ];
    await configure('clusters', clusters.slice(0, 1));
    await vscode.commands.executeCommand('nomad.cluster.switch', 'prod');
    for (const [typed, times] of [
      ['wbe', 1],
      ['web', 2],
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
    assert.equal(nomad.registrations.length, 2);
    await configure('clusters', undefined);
    await vscode.commands.executeCommand('nomad.cluster.switch', 'environment');
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

function configure(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('nomad').update(name, value, vscode.ConfigurationTarget.Global);
}
