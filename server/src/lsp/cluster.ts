/**
 * What the editor's side tells of a cluster, and what that makes of the open documents. Files that are not open are not
 * judged by it: a workspace may hold the jobs of many clusters.
 */
import type { Connection } from 'vscode-languageserver';
import type { Analysis } from '../analysis';
import type { ClusterFacts } from '../cluster/facts';
import type { Problem } from '../problem';
import { type ClusterFactsParams, clusterFacts } from '../protocol';
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
  let known = new WeakMap<Analysis, readonly Problem[]>();
  const listeners: (() => void)[] = [];
  connection.onNotification(clusterFacts, (params: ClusterFactsParams) => {
    facts = params.facts ?? undefined;
    known = new WeakMap();
    for (const listener of listeners) listener();
  });
  const problemsOf = (analysis: Analysis, cluster: ClusterFacts): readonly Problem[] => {
    let problems = known.get(analysis);
    if (!problems) {
      problems = language().clusterProblems(analysis, cluster, documents.onFailure);
      known.set(analysis, problems);
    }
    return problems;
  };
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
