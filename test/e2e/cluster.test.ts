/** Planning, running and stopping a job from the editor, against a Nomad that answers as a real one was recorded to. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { exchangesOf } from '../support/replay-files';
import { recordedScripts, type StatefulNomad, startStatefulNomad } from '../support/stateful-nomad';
import { open, ready } from './editor';

describe('a cluster', () => {
  let nomad: StatefulNomad;
  let front: Server;
  let asked: Asked;
  let document: vscode.TextDocument;

  before(async () => {
    await ready();
    nomad = await startStatefulNomad({ web: recordedScripts().healthy });
    front = await withParse(nomad.address);
    const address = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    await configure('address', address);
    document = await open('web.nomad.hcl');
  });

  beforeEach(() => {
    asked = answerWith({});
  });

  afterEach(() => asked.restore());

  after(async () => {
    await configure('address', undefined);
    front.close();
    await nomad.close();
  });

  it('plans a job into a document beside it, and changes nothing', async () => {
    await vscode.commands.executeCommand('nomad.job.plan', document.uri);
    const editor = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'nomad-plan');
    assert.match(editor?.document.getText() ?? '', /^\s*Plan · web/);
    assert.deepEqual(nomad.registrations, []);
    assert.deepEqual(asked.questions, []);
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

/** The recorded Nomad with one thing more: it reads HCL, always as the job `web`. */
function withParse(address: string): Promise<Server> {
  const [parsed] = exchangesOf('jobs-parse');
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.url?.startsWith('/v1/jobs/parse')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...(parsed?.response.body as object), ID: 'web', Name: 'web' }));
      return;
    }
    const answer = await fetch(`${address}${request.url}`, { method: request.method, body: body || undefined });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
