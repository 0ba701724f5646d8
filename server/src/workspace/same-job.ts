/** Files of one job: variants of it, of which only one is registered at a time. */
import type { JobFile } from './view';

/** Whether registering one replaces the other, as far as that is known. */
export function isSameJob(a: JobFile, b: JobFile): boolean {
  const same = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return (
    a.job.id !== undefined &&
    a.job.id === b.job.id &&
    same(a.job.namespace, b.job.namespace) &&
    same(a.job.region, b.job.region)
  );
}
