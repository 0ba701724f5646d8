/** What the manifest promises is there once the extension runs. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { defaultSettings } from '../../server/src/settings';
import { extension, manifest, ready, write } from './editor';

describe('the extension', () => {
  before(ready);

  it('is active', () => assert.ok(extension().isActive));

  it('has registered each of its commands, and no other', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('nomad.'));
    const promised = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    // A view of ours brings VS Code's own commands `<view>.focus`, `<view>.open` and the like.
    const views = Object.values<{ id: string }[]>(manifest.contributes.views ?? {}).flat();
    const own = registered.filter((id) => !views.some((view) => id.startsWith(`${view.id}.`)));
    assert.deepEqual(
      promised.filter((id: string) => !registered.includes(id)),
      [],
      'not registered',
    );
    assert.deepEqual(
      own.filter((id) => !promised.includes(id)),
      [],
      'not in the manifest',
    );
  });

  it('takes each of its languages', async () => {
    for (const { id } of manifest.contributes.languages) {
      assert.equal((await write('', id)).languageId, id);
    }
  });

  it('knows a job by its first line', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'job "web" {\n}\n' });
    assert.equal(document.languageId, 'nomad');
  });

  it('keeps the secrets of a shell from the language server', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.ok(process.env.NOMAD_TOKEN, 'the extension host itself has a token');
    const { serverProcess } = (await ready()).client as unknown as { serverProcess: ChildProcess };
    const environment = readFileSync(`/proc/${serverProcess.pid}/environ`, 'utf8').split('\0');
    assert.ok(environment.some((line) => line.startsWith('PATH=')));
    assert.deepEqual(
      environment.filter((line) => line.startsWith('NOMAD_')),
      [],
    );
  });

  it('tells the language server how to judge, and nothing of clusters', async () => {
    const clusters = vscode.workspace.getConfiguration('nomad');
    const { client } = await ready();
    const { initializationOptions } = client.clientOptions as { initializationOptions: { settings: object } };
    assert.deepEqual(Object.keys(initializationOptions.settings).sort(), Object.keys(defaultSettings).sort());
    const sent: unknown[] = [];
    const { workspace = {} } = client.middleware;
    const { didChangeConfiguration } = workspace;
    client.middleware.workspace = workspace;
    workspace.didChangeConfiguration = async (sections, next) => {
      sent.push(...(sections ?? []));
      await next(sections);
    };
    try {
      await clusters.update('address', 'http://me:word@127.0.0.1:9', vscode.ConfigurationTarget.Global);
      await clusters.update('portPolicy', 'relaxed', vscode.ConfigurationTarget.Global);
      assert.ok(
        sent.length > 0 && sent.every((section) => /^nomad\.(rules|portPolicy|policy)$/.test(`${section}`)),
        `${sent}`,
      );
    } finally {
      await clusters.update('address', undefined, vscode.ConfigurationTarget.Global);
      await clusters.update('portPolicy', undefined, vscode.ConfigurationTarget.Global);
      workspace.didChangeConfiguration = didChangeConfiguration;
    }
  });

  it('starts the language server again when it is told to', async () => {
    await vscode.commands.executeCommand('nomad.server.restart');
    const { client } = await ready();
    assert.ok(client.isRunning());
  });
});
