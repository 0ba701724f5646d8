/** The problems of a job file that only show beside what a cluster has. Nothing is computed without one. */
import type { Analysis } from '../analysis';
import { levelOf } from '../levels';
import { isArchived } from '../policy-paths';
import { type Problem, problemOf } from '../problem';
import { clusterRules } from '../rules/cluster-rules';
import { unknownSource } from '../rules/volume/unknown-source';
import { rememberedFacts } from '../workspace/workspace-index';
import type { ClusterFacts } from './facts';

/** @param onFailure told of a rule that failed, whose problems are then missing; without it the failure is thrown */
export function clusterProblems(
  file: Analysis,
  cluster: ClusterFacts,
  onFailure: (rule: string, error: unknown) => void = rethrow,
): readonly Problem[] {
  const { settings, language } = file;
  if (isArchived(file.file.uri, settings.policy)) return [];
  const { suppressions } = rememberedFacts(file);
  const problems: Problem[] = [];
  for (const rule of clusterRules) {
    if (!rule.languages.includes(language.id) || levelOf(rule.id, rule.level, settings) === 'off') continue;
    try {
      rule.check(file, cluster, ({ severity: own = rule.level, ...finding }) => {
        const severity = levelOf(rule.id, own, settings);
        if (severity === 'off' || suppressions.allows(rule.id, finding.start)) return;
        problems.push(problemOf(rule.id, severity, finding));
      });
    } catch (error) {
      onFailure(rule.id, error);
    }
  }
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether a problem that the workspace's files make is none there: the volume that they do not declare is on the cluster. */
export function isRefuted(problem: Problem, file: Analysis, cluster: ClusterFacts): boolean {
  if (problem.id !== unknownSource.id) return false;
  const uses = rememberedFacts(file).job?.groups.flatMap(({ volumes }) => volumes) ?? [];
  const use = uses.find(({ place }) => place.start === problem.start);
  return use?.type === 'host'
    ? (cluster.nodes?.hostVolumes.some(({ name }) => name === use.source) ?? false)
    : (cluster.csiVolumes?.volumes.some(({ id }) => id === use?.source) ?? false);
}

function rethrow(_rule: string, error: unknown): never {
  throw error;
}
