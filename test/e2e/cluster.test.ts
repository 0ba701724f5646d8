/** Planning, running and stopping a job from the editor, against a Nomad that answers as a real one was recorded to. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { recordedScripts, type StatefulNomad, startStatefulNomad } from '../support/stateful-nomad';
import { open, ready, write } from './editor';

describe('a cluster', () => {
  let nomad: StatefulNomad;
  let asked: Asked;
  let document: vscode.TextDocument;

  before(async () => {
    await ready();
    nomad = await startStatefulNomad({ web: recordedScripts().healthy });
    await configure('address', nomad.address);
    document = await open('web.nomad.hcl');
  });

  beforeEach(() => {
    asked = answerWith({});
  });

  afterEach(() => asked.restore());

  after(async () => {
    await configure('address', undefined);
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
    const inputs: string[] = [];
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window.showInputBox;
    window.showInputBox = async ({ title }: { title: string }) => [inputs.push(title), 'eu'][1];
    const text = ['team', 'zone'].map((name) => `variable "${name}" {\n  type = string\n}\n`).join('');
    const task = 'task "t" {\n      driver = "docker"\n      config {\n        image = "x:1"\n      }\n    }';
    const job = `job "web" {\n  meta = { v = "${'${var.team}-${var.zone}'}" }\n  group "g" {\n    ${task}\n  }\n}\n`;
    await write(text + job);
    await vscode.commands.executeCommand('nomad.job.plan');
    window.showInputBox = original;
    delete process.env.NOMAD_VAR_team;
    assert.deepEqual([inputs, asked.questions], [['Value of variable "zone"'], []]);
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

interface Asked {
  /** Every message that was shown, with or without buttons. */
  readonly questions: readonly string[];
  restore(): void;
}

/** A person who answers: a message that contains the key is answered with that button, any other is dismissed. */
function answerWith(answers: Readonly<Record<string, string>>): Asked {
  const questions: string[] = [];
  const names = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;
  const window = vscode.window as unknown as Record<string, unknown>;
  const originals = names.map((name) => window[name]);
  for (const name of names) {
    window[name] = async (message: string, ...rest: unknown[]) => {
      questions.push(message);
      const button = Object.entries(answers).find(([text]) => message.includes(text))?.[1];
      return rest.flat().find((item) => item === button || (item as { title?: string } | undefined)?.title === button);
    };
  }
  return {
    questions,
    restore() {
      names.forEach((name, i) => {
        window[name] = originals[i];
      });
    },
  };
}
