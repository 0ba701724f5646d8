/** The cluster that commands talk to. Nothing is asked of it, and no secret fetched, before a command needs it. */
import { createClient, isNomadError, type NomadClient, NomadError, type Retry } from '@nomad/api';
import * as vscode from 'vscode';
import type { AskForJob } from '../job-for-api';
import {
  activeContext,
  type ClusterContext,
  type Contexts,
  contextsOf,
  describeContext,
  labelOf,
  placeOf,
} from './contexts';
import { showFailure } from './failure-message';
import type { Permit } from './guard';
import { proxyNow, readClusters, readSettings } from './settings';
import { createTokens, type Tokens } from './tokens';

export interface Cluster extends vscode.Disposable {
  readonly output: vscode.LogOutputChannel;
  /** What is remembered for this workspace. Never a secret. */
  readonly memory: vscode.Memento;
  readonly tokens: Tokens;
  /** The language server's reading of a job file. */
  readonly askForJob: AskForJob;
  /** The one that commands talk to now. */
  context(): ClusterContext;
  /** All that can be chosen; what is wrong with the others. */
  contexts(): Contexts;
  /** @param namespace another one than the context's own, until another context is chosen */
  use(name: string, namespace?: string): Promise<void>;
  /** Whether anybody has said which cluster is meant; otherwise it is the usual address of an agent. */
  isNamed(): boolean;
  /** Name or address, region and namespace, for the status bar and for questions. */
  label(): string;
  /** Name, or host and port: for the headline of a document. */
  place(): string;
  /** Name and address, where it has to be beyond doubt. */
  describe(): string;
  /** The address alone, without user and password. */
  address(): string;
  /** The context, its settings or its token have changed. */
  readonly onDidChange: vscode.Event<void>;
  /** Reads with the settings of this moment, and refuses to change anything; throws a `NomadError` when the address is none. */
  client(): NomadClient;
  /** One that may change things; throws when another cluster has been chosen since the permit was given. */
  writer(permit: Permit): NomadClient;
  /**
   * Does something with the cluster while a progress is shown, and gives its result. A failure is shown with what can
   * be done about it; then, and when it is cancelled, the result is undefined. Only what changes nothing may be done
   * again from there.
   *
   * @param permit of the guard, for what changes something; without it the client refuses to
   */
  attempt<T>(
    title: string,
    action: (client: NomadClient, signal: AbortSignal) => Promise<T>,
    permit?: Permit,
  ): Promise<T | undefined>;
  /** Disposes of these together with the cluster. */
  onDispose(...disposables: vscode.Disposable[]): void;
}

/** What was chosen in this workspace. */
interface Choice {
  readonly name: string;
  readonly namespace?: string;
}

const CHOICE = 'nomad.cluster';

export function createCluster(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  askForJob: AskForJob,
): Cluster {
  const changed = new vscode.EventEmitter<void>();
  const tokens = createTokens(context.secrets);
  let current: { readonly settings: string; readonly reader: NomadClient; readonly writer: NomadClient } | undefined;

  const { workspaceState: memory } = context;
  const contexts = () => contextsOf({ ...readClusters(), settings: readSettings(), env: process.env });
  const environmentIsNamed = () => Boolean(process.env.NOMAD_ADDR || readSettings().address);
  const active = (): ClusterContext => {
    const chosen = memory.get<Choice>(CHOICE);
    const found = activeContext(contexts(), chosen?.name, environmentIsNamed());
    const namespace = chosen?.name === found.name ? chosen.namespace : undefined;
    return namespace ? { ...found, namespace } : found;
  };
  const clients = () => {
    const { connection, namespace, name, readOnly } = active();
    const now = { ...connection(tokens.get), namespace, proxy: proxyNow };
    // The secrets in it are functions, which JSON leaves out.
    const settings = JSON.stringify({ ...now, name, readOnly });
    if (current?.settings !== settings) {
      // What is under way with the old settings may end.
      const old = current;
      setTimeout(() => [old?.reader.close(), old?.writer.close()], 60_000).unref();
      const onRetry = ({ error, attempt }: Retry) => output.warn(`${error.message} Trying again (${attempt}).`);
      const [reader, writer] = [true, readOnly].map((reads) => createClient(now, { onRetry, readOnly: reads }));
      current = { settings, reader, writer } as NonNullable<typeof current>;
    }
    return current;
  };
  const writer = ({ place }: Permit): NomadClient => {
    const now = describeContext(active());
    if (place !== now) {
      const summary = `Nothing was changed: it was agreed for ${place}, and by now ${now} is chosen.`;
      throw new NomadError({ kind: 'conflict', address: active().address, summary, advice: 'Ask for it again.' });
    }
    return clients().writer;
  };
  const subscriptions: vscode.Disposable[] = [
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      const ours = ['nomad.clusters', 'nomad.address', 'nomad.namespace', 'nomad.region', 'nomad.tls'];
      if (ours.some((section) => event.affectsConfiguration(section))) changed.fire();
    }),
    tokens.onDidChange(() => changed.fire()),
  ];

  const cluster: Cluster = {
    output,
    memory,
    tokens,
    askForJob,
    context: active,
    contexts,
    async use(name, namespace) {
      await memory.update(CHOICE, { name, namespace } satisfies Choice);
      changed.fire();
    },
    isNamed: () => environmentIsNamed() || contexts().all.length > 1,
    label: () => labelOf(active()),
    place: () => placeOf(active()),
    describe: () => describeContext(active()),
    address: () => active().address,
    onDidChange: changed.event,
    client: () => clients().reader,
    writer,
    async attempt(title, action, permit) {
      for (;;) {
        try {
          const act = async (signal: AbortSignal) => action(permit ? writer(permit) : clients().reader, signal);
          // A change is one request that cannot be called back: a button that says so would lie.
          return await withProgress(title, act, !permit);
        } catch (error) {
          if (isNomadError(error, 'cancelled')) return undefined;
          if (!(await showFailure(cluster, error, !permit))) return undefined;
        }
      }
    },
    onDispose: (...disposables) => void subscriptions.push(...disposables),
    dispose() {
      for (const one of subscriptions) one.dispose();
      current?.reader.close();
      current?.writer.close();
    },
  };
  return cluster;
}

/** What is done sooner is told by its result alone: each message of progress stays for a second after its end. */
const noticeableMs = 700;

async function withProgress<T>(
  title: string,
  action: (signal: AbortSignal) => Promise<T>,
  cancellable: boolean,
): Promise<T> {
  const controller = new AbortController();
  const result = action(controller.signal);
  const ended = result.then(
    () => true,
    () => true,
  );
  if (await Promise.race([ended, later(noticeableMs)])) return result;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable };
  return vscode.window.withProgress(options, (_progress, token) => {
    const cancelled = token.onCancellationRequested(() => controller.abort());
    return result.finally(() => cancelled.dispose());
  });
}

const later = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(resolve, ms, false));
