/** What the explorer has to know of a job file. Looks at its outer form only: there may be thousands. */
import type { Policy } from '../../../server/src/policy';
import { categoryOf } from '../../../server/src/policy-paths';
import { whyAsk } from '../deploy/why-ask';

export interface JobFile {
  /** Address of the document. */
  readonly uri: string;
  /** With slashes, relative to its workspace folder. */
  readonly path: string;
  readonly jobId: string;
  /** Absent where the file leaves it to the connection. */
  readonly namespace?: string;
  readonly category: string;
  /** Why it is not run just like that. */
  readonly kept?: 'reference' | 'testing';
}

/** The category of files that no pattern fits, and of jobs that have no file. */
export const OTHER = 'other';

/** @returns undefined when there is no job in the text, or one whose name is computed */
export function describeJobFile(
  file: { readonly uri: string; readonly path: string; readonly text: string },
  policy: Policy,
): JobFile | undefined {
  const { uri, path, text } = file;
  const job = /^[ \t]*job[ \t]+"([^"$%]+)"[ \t]*\{/m.exec(text);
  if (!job) return undefined;
  // `id` and `namespace` of the job stand at its first level; whoever indents by more than four is not found.
  const body = text.slice(job.index + job[0].length);
  const attribute = (name: string) => new RegExp(`^[ \\t]{0,4}${name}[ \\t]*=[ \\t]*"([^"$%]+)"`, 'm').exec(body)?.[1];
  return {
    uri,
    path,
    jobId: attribute('id') ?? job[1] ?? '',
    namespace: attribute('namespace'),
    category: categoryOf(uri, policy) ?? OTHER,
    kept: whyAsk({ uri, text, name: path }, policy)?.kind,
  };
}
