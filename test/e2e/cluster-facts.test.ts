/** What a cluster has, in the editor: as soon as one is named and a job file is open, and not longer. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestServer } from '../support/hand-made-servers';
import { type Asked, serve, small } from '../support/lists-server';
import { diagnosticsWhen, ready, write } from './editor';

const text = `job "web" {
  node_pool   = "defualt"
  datacenters = [""]
}
`;

const ofCluster = (found: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] =>
  found.filter(({ code }) => String(typeof code === 'object' ? code.value : code).startsWith('cluster/'));

describe('what a cluster has', () => {
  let nomad: TestServer & { readonly asked: readonly Asked[] };
  let document: vscode.TextDocument;

  before(async () => {
    await ready();
    nomad = await serve(small());
    document = await write(text);
  });

  after(async () => {
    await configure('address', undefined);
    await configure('clusterFacts', undefined);
    await nomad.close();
  });

  it('is asked of one that is named, marked, and offered', async () => {
    assert.equal(nomad.asked.length, 0);
    await configure('address', nomad.address);
    const found = await diagnosticsWhen(document.uri, (all) => ofCluster(all).length === 1);
    assert.match(ofCluster(found)[0]?.message ?? '', /no node pool "defualt" .*Did you mean "default"\?/);
    const position = document.positionAt(text.indexOf('[""]') + 2);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    assert.equal(list.items.find(({ label }) => label === 'dc1')?.detail, 'on the one node');
  });

  it('is forgotten when it is switched off, and when there is no cluster any more', async () => {
    await configure('clusterFacts', false);
    await diagnosticsWhen(document.uri, (all) => ofCluster(all).length === 0);
    await configure('clusterFacts', undefined);
    await diagnosticsWhen(document.uri, (all) => ofCluster(all).length === 1);
    await configure('address', undefined);
    await diagnosticsWhen(document.uri, (all) => ofCluster(all).length === 0);
  });
});

function configure(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('nomad').update(name, value, vscode.ConfigurationTarget.Global);
}
