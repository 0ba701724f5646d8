/** `nomad.port.who`: who has a port. */
import { isNomadError, type NodeStub, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { explorerOf } from '../views/explorer';
import { type FixedPort, fixedPorts, portReport } from './port-holders';
import { reportView } from './report-view';

/** @param target a port; without one it is asked for, the number under the cursor first */
export async function whoHasPort(cluster: Cluster, target?: unknown): Promise<void> {
  const port = typeof target === 'number' ? target : await askForPort();
  if (port === undefined) return;
  const found = await cluster.attempt(`Looking for port ${port} on ${cluster.label()}`, async (client, signal) => {
    const living = 'ClientStatus == "running" or ClientStatus == "pending"';
    const [allocations, nodes] = await Promise.all([
      client.allocations.list({ namespace: '*', resources: true, filter: living, signal }),
      nodesOf(client, signal),
    ]);
    return { allocations: allocations.data, nodes };
  });
  if (!found) return;
  const place = cluster.place();
  await reportView(cluster).show(portReport({ ...found, port, cluster: place, files: await filesWith(cluster, port) }));
}

async function askForPort(): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Who holds a port?',
    prompt: 'A port of the host, 1 to 65535',
    value: portAtCursor(),
    validateInput: (value) => (isPort(value) ? undefined : 'A port is a number from 1 to 65535.'),
  });
  return text === undefined ? undefined : Number(text);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535;
}

function portAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active, /\d+/);
  const text = range && editor?.document.getText(range);
  return text && isPort(text) ? text : undefined;
}

async function nodesOf(client: NomadClient, signal: AbortSignal): Promise<readonly NodeStub[] | undefined> {
  try {
    return (await client.cluster.nodes({ resources: true, signal })).data;
  } catch (error) {
    if (isNomadError(error, 'forbidden')) return undefined;
    throw error;
  }
}

async function filesWith(cluster: Cluster, port: number): Promise<readonly FixedPort[]> {
  const files = (await explorerOf(cluster)?.files()) ?? [];
  const found = await Promise.all(
    files.map(async ({ uri, path }) => {
      const text = await textOf(vscode.Uri.parse(uri));
      return fixedPorts(text, port).map((line) => ({ file: uri, path, line }));
    }),
  );
  return found.flat();
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Gone since it was found.
    return '';
  }
}
