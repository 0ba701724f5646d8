/** Why a job file is not run just like that: the policy keeps it for reading, or for tests. Pure. */
import type { Policy } from '../../../server/src/policy';
import { pathOf, testingFolder } from '../../../server/src/policy-paths';
import { referenceOnly } from '../../../server/src/reference-only';

export interface WhyAsk {
  readonly kind: 'reference' | 'testing';
  /** What is special about the file, as a sentence. */
  readonly message: string;
  /** What says so, and where that is set. */
  readonly detail: string;
}

/**
 * @param file its address, its text, and its name for people
 * @returns undefined for a file that may be run without a further question
 */
export function whyAsk(
  { uri, text, name }: { readonly uri: string; readonly text: string; readonly name: string },
  policy: Pick<Policy, 'referenceOnlyJobs' | 'testingFolders'>,
): WhyAsk | undefined {
  const reference = referenceOnly(text, pathOf(uri), policy.referenceOnlyJobs);
  if (reference) {
    return {
      kind: 'reference',
      message: `${name} is kept for reference only and is not meant to run.`,
      detail:
        reference === 'comment'
          ? 'The comment at its top says so.'
          : 'Its name says so. Such names come from the policy: "referenceOnlyJobs" in .nomad-lint.json or the settings.',
    };
  }
  const folder = testingFolder(uri, policy);
  if (folder === undefined) return undefined;
  return {
    kind: 'testing',
    message: `${name} lies in the testing folder "${folder}" and is not run without asking.`,
    detail:
      'What lies there is for trying things out. The folders come from the policy: "testingFolders" in .nomad-lint.json or the settings.',
  };
}
