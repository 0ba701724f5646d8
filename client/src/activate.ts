/** What happens when the first job file is opened or the first command run, on a desktop and in a browser alike. */

import { commands, type ExtensionContext, window } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { type CreateClient, createClient } from './client';
import { createStatus, type Status } from './status';

/** What other extensions, and the tests, get from `extension.exports`. */
export interface Api {
  readonly client: BaseLanguageClient;
  /** Settles when the language server has answered for the first time, or has failed to; commands do not wait for it. */
  readonly ready: Promise<void>;
}

let running: BaseLanguageClient | undefined;

/** Starts the language server and the status items, and registers the commands that are about them. */
export function activateCommon(context: ExtensionContext, create: CreateClient): { api: Api; status: Status } {
  const status = createStatus();
  const client = createClient(create, () => tellThatItStopped(client), context.subscriptions);
  running = client;
  context.subscriptions.push(
    status,
    client.onDidChangeState(({ newState }) => status.setServer(stateNames[newState])),
    commands.registerCommand('nomad.server.restart', () => restart(client)),
    commands.registerCommand('nomad.output.show', () => client.outputChannel.show()),
  );
  // Without a server there are no marks, and yet the commands for a cluster have to work.
  const ready = client.start().catch((error) => client.error('The language server did not start', error, false));
  return { api: { client, ready }, status };
}

/** VS Code waits for this before it ends the extension host. */
export function deactivateCommon(): Promise<void> | undefined {
  const client = running;
  running = undefined;
  return client?.dispose();
}

const stateNames = {
  [State.Stopped]: 'stopped',
  [State.Starting]: 'starting',
  [State.Running]: 'running',
  [State.StartFailed]: 'stopped',
} as const;

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.isRunning()) await client.stop();
  await client.start();
}

async function tellThatItStopped(client: BaseLanguageClient): Promise<void> {
  const restartIt = 'Restart';
  const showOutput = 'Show Output';
  const answer = await window.showErrorMessage(
    'The Nomad language server ended several times within three minutes and was not started again. Its last words are in the output.',
    restartIt,
    showOutput,
  );
  if (answer === restartIt) await restart(client);
  if (answer === showOutput) client.outputChannel.show();
}
