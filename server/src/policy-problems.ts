/** What is wrong in a policy file, with its place. */
import type { PolicyFile } from './policy';
import type { Problem } from './problem';

export const policyProblemId = 'policy/invalid';

export function policyProblems(text: string, { problems }: PolicyFile): readonly Problem[] {
  return problems.map(({ key, message }) => ({
    id: policyProblemId,
    severity: 'error',
    ...placeOf(text, key),
    message,
  }));
}

/** The key with its quotes; without one the whole text. */
function placeOf(text: string, key: string | undefined): { start: number; end: number } {
  const quoted = key === undefined ? undefined : JSON.stringify(key);
  const start = quoted === undefined ? -1 : text.search(new RegExp(`${escaped(quoted)}\\s*:`));
  return quoted === undefined || start < 0 ? { start: 0, end: text.length } : { start, end: start + quoted.length };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
