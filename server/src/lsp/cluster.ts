/**
 * What the editor's side tells of a cluster, and what that makes of the open documents. Files that are not open are not
 * judged by it: a workspace may hold the jobs of many clusters.
 */
import type { Connection } from 'vscode-languageserver';
import type { Analysis } from '../analysis';
import type { ClusterFacts } from '../cluster/facts';
import { type ClusterFactsParams, clusterFacts } from '../protocol';
import { rememberedLast } from '../remembered';
import type { Documents } from './documents';
import { language } from './language';
import type { Workspace } from './workspace';

export interface ClusterKnowledge {
  /** Undefined while nothing is known. */
  facts(): ClusterFacts | undefined;
  /** The workspace, with what the cluster makes of its open documents. */
  around(workspace: Workspace): Workspace;
}

export function trackCluster(connection: Connection, documents: Documents): ClusterKnowledge {
  let facts: ClusterFacts | undefined;
  const listeners: (() => void)[] = [];
  connection.onNotification(clusterFacts, (params: ClusterFactsParams) => {
    facts = params.facts ?? undefined;
    for (const listener of listeners) listener();
  });
  /** What the cluster made of a document when somebody asked last. */
  const problemsOf = rememberedLast((analysis: Analysis, cluster: ClusterFacts) =>
    language().clusterProblems(analysis, cluster, documents.onFailure),
  );
  return {
    facts: () => facts,
    around: (workspace) => ({
      ...workspace,
      problemsOf(analysis) {
        const others = workspace.problemsOf(analysis);
        const cluster = facts;
        if (!cluster) return others;
        const left = others.filter((problem) => !language().isRefuted(problem, analysis, cluster));
        return [...left, ...problemsOf(analysis, cluster)];
      },
      onChange(listener) {
        workspace.onChange(listener);
        listeners.push(listener);
      },
    }),
  };
}
