/** Job files that are kept to be read and never to be run. */
import { defaultPolicy } from './policy';
import { fits } from './policy-paths';

/**
 * Why a job file is for reference only: its name, or the comment at its top; undefined for any other file.
 *
 * @param path with slashes
 * @param globs names of such files (the policy's `referenceOnlyJobs`)
 */
export function referenceOnly(text: string, path: string, globs: readonly string[]): 'name' | 'comment' | undefined {
  if (globs.some((glob) => fits(path, glob))) return 'name';
  return /reference[ -]only|do not (?:use|run|deploy)\b/i.test(topComment(text)) ? 'comment' : undefined;
}

export const isReferenceOnly = (
  text: string,
  path: string,
  globs: readonly string[] = defaultPolicy.referenceOnlyJobs,
): boolean => referenceOnly(text, path, globs) !== undefined;

/** The comments before the first line of the file's own. */
function topComment(text: string): string {
  return /^(?:\s*(?:#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/))*/.exec(text)?.[0] ?? '';
}
