/** Files of one job: variants of it, of which only one is registered at a time. */
import type { JobFacts } from './job-facts';

/** Whether registering one replaces the other, as far as that is known. */
export function isSameJob(a: JobFacts, b: JobFacts): boolean {
  const same = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return a.id !== undefined && a.id === b.id && same(a.namespace, b.namespace) && same(a.region, b.region);
}
