/** Things of which there may be only one: of two that are alike either can be the mistake, so each is marked and shows the other. */

import type { Span } from '@hcl/parser';
import { groupBy } from '../../group-by';
import type { Finding, Fix } from '../../problem';

/** Things with one key, in the order in which they came; only those of which there are several. */
export function twinsBy<T>(things: Iterable<T>, keyOf: (thing: T) => string | undefined): readonly (readonly T[])[] {
  const groups = groupBy(things, (thing) => {
    const key = keyOf(thing);
    return key === undefined ? [] : [key];
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

/**
 * Marks each of the places, with the first of the others beside it.
 * @param fixesOf the repairs of the one at an index
 */
export function reportTwins(
  places: readonly Span[],
  report: (finding: Finding) => void,
  finding: Omit<Finding, 'start' | 'end' | 'related'>,
  note = 'The other one is here',
  fixesOf: (index: number) => readonly Fix[] = () => [],
): void {
  places.forEach(({ start, end }, i) => {
    const other = places[i === 0 ? 1 : 0];
    report({
      start,
      end,
      ...finding,
      fixes: () => fixesOf(i),
      related: other && [{ start: other.start, end: other.end, message: note }],
    });
  });
}
