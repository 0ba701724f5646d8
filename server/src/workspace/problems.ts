/** The problems of a file that only show beside other files. */
import { levelOf, policyLevel } from '../levels';
import { isArchived } from '../policy-paths';
import { type Finding, type Level, type Problem, problemOf } from '../problem';
import { workspaceRules } from '../rules/workspace-rules';
import type { Settings } from '../settings';
import type { FileFacts } from './facts';
import { misfits } from './variable-files';
import type { WorkspaceView } from './view';

/** @param onFailure told of a rule that failed, whose problems are then missing; without it the failure is thrown */
export function workspaceProblems(
  file: FileFacts,
  view: WorkspaceView,
  settings: Settings,
  onFailure: (rule: string, error: unknown) => void = rethrow,
): readonly Problem[] {
  if (isArchived(file.uri, settings.policy)) return [];
  const problems: Problem[] = [];
  const add = (id: string, fallback: Level, finding: Finding): void => {
    const severity = levelOf(id, fallback, settings);
    if (severity === 'off' || file.suppressions.allows(id, finding.start)) return;
    problems.push(problemOf(id, severity, finding));
  };
  for (const rule of workspaceRules) {
    if (!rule.languages.includes(file.language)) continue;
    const level = policyLevel(rule, rule.level, settings);
    if (level === 'off' && settings.rules[rule.id] === undefined) continue;
    try {
      rule.check(file, view, ({ severity = rule.level, ...finding }) =>
        add(rule.id, policyLevel(rule, severity, settings), finding),
      );
    } catch (error) {
      onFailure(rule.id, error);
    }
  }
  for (const finding of misfits(file, view)) add('variable/type', finding.severity ?? 'error', finding);
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

function rethrow(_rule: string, error: unknown): never {
  throw error;
}
