/** Asks the language server about open documents: where storage goes, what a specification says. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import {
  type InsertedStorage,
  type InsertStorageParams,
  type InsertStorageResult,
  insertStorage,
  type SpecValuesResult,
  specValues,
} from '../../../server/src/protocol';
import type { Cluster } from '../cluster';

const servers = new WeakMap<Cluster, BaseLanguageClient>();

/** Which server a cluster's commands ask about documents. */
export function useServer(cluster: Cluster, server: BaseLanguageClient): void {
  servers.set(cluster, server);
}

/** The edits as snippets, or the reason why there are none. */
export async function askWhereStorageGoes(
  cluster: Cluster,
  document: vscode.TextDocument,
  position: vscode.Position,
  storage: InsertedStorage,
): Promise<readonly vscode.SnippetTextEdit[] | string> {
  const server = await running(cluster);
  if (!server) return 'The language server does not run: it knows where storage goes.';
  const { code2ProtocolConverter: to, protocol2CodeConverter: from } = server;
  const uri = to.asUri(document.uri);
  const params: InsertStorageParams = { uri, position: to.asPosition(position), storage };
  const { edits, refused } = await server.sendRequest<InsertStorageResult>(insertStorage, params);
  return (
    refused ??
    edits.map(
      ({ range, newText }) => new vscode.SnippetTextEdit(from.asRange(range), new vscode.SnippetString(newText)),
    )
  );
}

/** The values of a document of one of the smaller languages; undefined while the server does not run. */
export async function askForSpec(
  cluster: Cluster,
  document: vscode.TextDocument,
): Promise<SpecValuesResult | undefined> {
  const server = await running(cluster);
  const uri = server?.code2ProtocolConverter.asUri(document.uri);
  return uri === undefined ? undefined : server?.sendRequest<SpecValuesResult>(specValues, { uri });
}

async function running(cluster: Cluster): Promise<BaseLanguageClient | undefined> {
  const server = servers.get(cluster);
  if (server?.state === State.Starting) await server.start().catch(() => {});
  return server?.isRunning() ? server : undefined;
}
