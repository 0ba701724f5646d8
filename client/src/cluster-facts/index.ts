/**
 * What the active cluster has, for the language server: read while a job file is open, sent when it has changed, taken
 * back when the cluster is another one. Without a cluster, or where nobody trusts the workspace, nothing is asked or sent.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import type { ClusterFacts } from '../../../server/src/cluster/facts';
import { timeOf } from '../../../server/src/cluster/words';
import { type ClusterFactsParams, clusterFacts } from '../../../server/src/protocol';
import type { Cluster } from '../cluster';
import { factsOf, sameFacts } from './facts-of';
import { followFacts } from './follow-facts';

/** The setting that allows it. */
export const SETTING = 'clusterFacts';
/** Milliseconds until a cluster that did not answer is asked again, the more often it did not. */
const AFTER_FAILURE = [30_000, 60_000, 5 * 60_000];
/** What was known is forgotten when the cluster has not answered for so long. */
const FORGET_AFTER = 15 * 60_000;
/** Sent again after so long even when only the time is new. */
const RENEW_AFTER = 10 * 60_000;
/** A file that is closed and another one that is opened are one reading. */
const LINGER = 60_000;

export interface ClusterKnowledge extends vscode.Disposable {
  /** Somebody has shown that this cluster is meant, though nothing names it. */
  want(): void;
  /** For the tooltip of the status bar; undefined when nothing is known or asked. */
  describe(): string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

export function createClusterKnowledge(cluster: Cluster, server: BaseLanguageClient): ClusterKnowledge {
  const changed = new vscode.EventEmitter<void>();
  let wanted = false;
  let sent: ClusterFacts | undefined;
  let trouble: string | undefined;
  let reading: AbortController | undefined;
  let lingering: NodeJS.Timeout | undefined;

  const tell = (facts: ClusterFacts | undefined) => {
    const before = sent;
    sent = facts;
    changed.fire();
    if (!server.isRunning() || (facts === undefined && before === undefined)) return;
    void server.sendNotification(clusterFacts, { facts: facts ?? null } satisfies ClusterFactsParams);
  };
  const note = (facts: ClusterFacts | undefined) => {
    trouble = undefined;
    const old = sent && facts && sameFacts(sent, facts) && facts.at - sent.at < RENEW_AFTER;
    if (!old) tell(facts);
  };

  const read = async (signal: AbortSignal) => {
    const onInterruption = (error: Error) => cluster.output.debug(error.message);
    let failures = 0;
    let answered = Date.now();
    while (!signal.aborted) {
      try {
        const { namespace, region } = cluster.context();
        const origin = { cluster: cluster.place(), namespace, region };
        for await (const readings of followFacts(cluster.client(), { signal, onInterruption })) {
          if (signal.aborted) return;
          failures = 0;
          answered = Date.now();
          note(factsOf(readings, { ...origin, at: answered }));
        }
      } catch (error) {
        if (signal.aborted || isNomadError(error, 'cancelled')) return;
        trouble = error instanceof Error ? error.message : String(error);
        cluster.output.debug(`What the cluster has could not be read. ${trouble}`);
        if (Date.now() - answered > FORGET_AFTER) tell(undefined);
        else changed.fire();
        const wait = AFTER_FAILURE[Math.min(failures++, AFTER_FAILURE.length - 1)];
        await sleep(wait, undefined, { signal }).catch(() => {});
      }
    }
  };

  const isAllowed = () =>
    vscode.workspace.isTrusted &&
    vscode.workspace.getConfiguration('nomad').get<boolean>(SETTING) === true &&
    (wanted || cluster.isNamed());
  const isNeeded = () => vscode.workspace.textDocuments.some(({ languageId }) => languageId === 'nomad');
  const stop = () => {
    reading?.abort();
    reading = undefined;
  };
  /** Begins or ends as is due. */
  const update = () => {
    clearTimeout(lingering);
    if (!isAllowed()) {
      stop();
      trouble = undefined;
      return tell(undefined);
    }
    if (isNeeded()) {
      if (reading) return;
      reading = new AbortController();
      void read(reading.signal);
    } else if (reading) {
      lingering = setTimeout(stop, LINGER);
    }
  };
  /** Whatever was known was of another cluster, or of another token. */
  const restart = () => {
    stop();
    trouble = undefined;
    tell(undefined);
    update();
  };

  const subscriptions = vscode.Disposable.from(
    changed,
    cluster.onDidChange(restart),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidCloseTextDocument(update),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`nomad.${SETTING}`)) restart();
    }),
    // A server that was started again knows nothing.
    server.onDidChangeState(({ newState }) => {
      if (newState === State.Running && sent) tell(sent);
    }),
  );
  update();
  return {
    want() {
      if (wanted) return;
      wanted = true;
      update();
    },
    describe() {
      if (trouble) return sent ? `${summaryOf(sent)}; it has not answered since` : undefined;
      return sent && summaryOf(sent);
    },
    onDidChange: changed.event,
    dispose() {
      clearTimeout(lingering);
      stop();
      subscriptions.dispose();
    },
  };
}

/** `5 nodes, 12 volumes, as of 14:32`. */
function summaryOf({ nodes, csiVolumes, at }: ClusterFacts): string {
  const nodeCount = nodes?.kinds.reduce((sum, { count }) => sum + count, 0);
  const volumes = (nodes?.hostVolumes.length ?? 0) + (csiVolumes?.volumes.length ?? 0);
  const counts = [nodeCount !== undefined && plural(nodeCount, 'node'), plural(volumes, 'volume')].filter(Boolean);
  return `${counts.join(', ')}, as of ${timeOf(at)}`;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
