/** Job files that are kept to be read and never to be run. */
import { defaultPolicy } from '../../../server/src/policy';
import { fits } from '../../../server/src/policy-paths';

/**
 * Whether a job file is for reference only: by its name, or because the comment at its top says so.
 *
 * @param path with slashes
 * @param globs names of such files (the policy's `referenceOnlyJobs`)
 */
export function isReferenceOnly(
  text: string,
  path: string,
  globs: readonly string[] = defaultPolicy.referenceOnlyJobs,
): boolean {
  return (
    globs.some((glob) => fits(path, glob)) || /reference[ -]only|do not (?:use|run|deploy)\b/i.test(topComment(text))
  );
}

/** The comments before the first line of the file's own. */
function topComment(text: string): string {
  return /^(?:\s*(?:#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/))*/.exec(text)?.[0] ?? '';
}
