/** What keeps a job file from being planned or run, as one message. Pure. */
import type { JobProblem } from './job-document';

/** @param readable whether Nomad could read the file, and would then refuse it */
export function jobProblemsText(file: string, problems: readonly JobProblem[], readable: boolean): string {
  const [first, ...others] = problems;
  const place = first?.line === undefined ? '' : ` at line ${first.line}`;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const what = readable ? `Nomad will refuse ${file}` : `Nomad cannot read ${file}`;
  return `${what}${place}: ${first?.message.replace(/\s+/g, ' ') ?? 'it holds no job.'}${more}`;
}
