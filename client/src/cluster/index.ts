/** The cluster that commands talk to. Nothing is asked of it, and no secret fetched, before a command needs it. */
import {
  createClient,
  describeAddress,
  isNomadError,
  type NomadClient,
  type NomadConfig,
  type Retry,
} from '@nomad/api';
import * as vscode from 'vscode';
import type { AskForJob } from '../job-for-api';
import { connectionOf, labelOf } from './connection';
import { showFailure } from './failure-message';
import { readSettings } from './settings';
import { createTokens, type Tokens } from './tokens';

export interface Cluster extends vscode.Disposable {
  readonly output: vscode.LogOutputChannel;
  /** What is remembered for this workspace. Never a secret. */
  readonly memory: vscode.Memento;
  readonly tokens: Tokens;
  /** The language server's reading of a job file. */
  readonly askForJob: AskForJob;
  /** Address, region and namespace, for the status bar and for questions. */
  label(): string;
  /** The address alone, without user and password. */
  address(): string;
  /** Settings or the token have changed. */
  readonly onDidChange: vscode.Event<void>;
  /** A client for the settings of this moment; throws a `NomadError` when the address is none. */
  client(): NomadClient;
  /**
   * Does something with the cluster while a progress is shown, and gives its result. A failure is shown with what can
   * be done about it; then, and when it is cancelled, the result is undefined. Only what changes nothing may be done
   * again from there.
   */
  attempt<T>(
    title: string,
    action: (client: NomadClient, signal: AbortSignal) => Promise<T>,
    kind?: 'read' | 'write',
  ): Promise<T | undefined>;
  /** Disposes of these together with the cluster. */
  onDispose(...disposables: vscode.Disposable[]): void;
}

export function createCluster(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  askForJob: AskForJob,
): Cluster {
  const changed = new vscode.EventEmitter<void>();
  const tokens = createTokens(context.secrets);
  let current: { readonly settings: string; readonly client: NomadClient } | undefined;

  const config = (): NomadConfig => connectionOf(readSettings(), process.env, tokens.get);
  const client = (): NomadClient => {
    const now = config();
    // The secrets in it are functions, which JSON leaves out.
    const settings = JSON.stringify(now);
    if (current?.settings !== settings) {
      // What is under way with the old settings may end.
      const old = current?.client;
      setTimeout(() => old?.close(), 60_000).unref();
      const onRetry = ({ error, attempt }: Retry) => output.warn(`${error.message} Trying again (${attempt}).`);
      current = { settings, client: createClient(now, { onRetry }) };
    }
    return current.client;
  };
  const subscriptions: vscode.Disposable[] = [
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      const ours = ['nomad.address', 'nomad.namespace', 'nomad.region', 'nomad.tls'];
      if (ours.some((section) => event.affectsConfiguration(section))) changed.fire();
    }),
    tokens.onDidChange(() => changed.fire()),
  ];

  const cluster: Cluster = {
    output,
    memory: context.workspaceState,
    tokens,
    askForJob,
    label: () => labelOf(config()),
    address: () => describeAddress(config().address),
    onDidChange: changed.event,
    client,
    async attempt(title, action, kind = 'read') {
      for (;;) {
        try {
          return await withProgress(title, (signal) => action(client(), signal));
        } catch (error) {
          if (isNomadError(error, 'cancelled')) return undefined;
          if (!(await showFailure(cluster, error, kind === 'read'))) return undefined;
        }
      }
    },
    onDispose: (...disposables) => void subscriptions.push(...disposables),
    dispose() {
      for (const one of subscriptions) one.dispose();
      current?.client.close();
    },
  };
  return cluster;
}

function withProgress<T>(title: string, action: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => {
    const controller = new AbortController();
    const cancelled = token.onCancellationRequested(() => controller.abort());
    return action(controller.signal).finally(() => cancelled.dispose());
  });
}
