/** A version of a job as a row. Pure. */
import type { Job } from '@nomad/api';
import { ago } from '../documents/ago';

/** @param now milliseconds, as `Date.now()` gives them */
export function versionText(job: Job, now = Date.now()): { readonly label: string; readonly description: string } {
  const tag = (job.VersionTag as { readonly Name?: string; readonly Description?: string } | null | undefined) ?? {};
  const submitted = Number(job.SubmitTime ?? 0) / 1e6;
  return {
    label: `Version ${job.Version ?? '?'}`,
    description: [
      submitted > 0 && ago(now - submitted),
      job.Stable === true && 'stable',
      tag.Name && `tag ${tag.Name}`,
      tag.Description,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}
