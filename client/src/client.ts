/** The connection to the language server: which documents it sees, which settings, and what happens when it dies. */

import { type Disposable, type DocumentFilter, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import { holdMarks } from './hold-marks';
import { trafficInto } from './traffic';

/** Makes a client that is not started yet; desktop and browser differ only in this. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

const languages = [
  'nomad',
  'nomad-vars',
  'nomad-volume',
  'nomad-agent',
  'nomad-acl-policy',
  'nomad-namespace',
  'nomad-node-pool',
  'nomad-quota',
  'nomad-variable',
];

// Places where a person writes. A commit's side of a diff (`git:`) or a file of an allocation would only repeat marks.
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'memfs', 'vsls'];

/** The documents that the server judges. */
export const documentSelector: DocumentFilter[] = languages.flatMap((language) =>
  schemes.map((scheme) => ({ language, scheme })),
);

/** What the server judges by. An address may hold a password, so where clusters are is none of its business. */
const SETTINGS = ['rules', 'portPolicy', 'policy'];

/** A copy: VS Code's own object cannot be sent to a worker. */
function settingsOfServer(): Record<string, unknown> {
  const all = workspace.getConfiguration('nomad');
  return JSON.parse(JSON.stringify(Object.fromEntries(SETTINGS.map((name) => [name, all.get(name)]))));
}

/**
 * @param create desktop's or browser's way to a client
 * @param onGivenUp called when the server has died too often to be started again by itself
 * @param subscriptions what ends with the extension
 */
export function createClient(
  create: CreateClient,
  onGivenUp: () => void,
  subscriptions: Disposable[],
): BaseLanguageClient {
  const marks = holdMarks();
  const outputChannel = window.createOutputChannel('Nomad', { log: true });
  subscriptions.push(outputChannel);
  const client = create({
    documentSelector: documentSelector as LanguageClientOptions['documentSelector'],
    initializationOptions: { settings: settingsOfServer() },
    // Which files it wants to be told of, the server says itself.
    synchronize: { configurationSection: SETTINGS.map((name) => `nomad.${name}`) },
    diagnosticCollectionName: 'nomad',
    outputChannel,
    traceOutputChannel: trafficInto(outputChannel, subscriptions),
    errorHandler: restartAFewTimes(onGivenUp),
    // The client reports why by itself, and trying again would only fail again.
    initializationFailedHandler: () => false,
    middleware: marks.middleware,
  });
  subscriptions.push(marks.watch(client));
  return client;
}

const deathsAllowed = 4;
const deathsWithinMs = 3 * 60_000;

/** A server that dies is started again; one that keeps dying is left alone, and the user told. */
function restartAFewTimes(onGivenUp: () => void): ErrorHandler {
  let deaths: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed() {
      const now = Date.now();
      deaths = [...deaths.filter((death) => now - death < deathsWithinMs), now];
      if (deaths.length < deathsAllowed) return { action: CloseAction.Restart, handled: true };
      deaths = [];
      onGivenUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
