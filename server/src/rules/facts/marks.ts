/** Places and words for what rules say about merged settings. */
import type { Span } from '@hcl/parser';
import type { Merged } from '../../job/canonical';
import type { Related } from '../../problem';
import { formatDuration } from '../../values/duration';

/** The value of the first of `names` that is written, else the innermost block, else `fallback`. */
export function markOf(merged: Merged, names: readonly string[], fallback: Span): Span {
  for (const name of names) {
    const attribute = merged.setting(name).attribute;
    if (attribute) return spanOf(attribute.expression);
  }
  return spanOf(merged.blocks[0]?.header ?? fallback);
}

/** Second places: the other settings that are written. */
export function relatedTo(merged: Merged, names: readonly string[], mark: Span): readonly Related[] {
  return names.flatMap((name) => {
    const attribute = merged.setting(name).attribute;
    return attribute && attribute.expression.start !== mark.start
      ? [{ ...spanOf(attribute.span), message: `"${name}" is set here` }]
      : [];
  });
}

/** `5m (by default)`: a duration, and whether anyone wrote it. */
export function told(merged: Merged, name: string): string {
  const { value, attribute } = merged.setting(name);
  const text =
    typeof value === 'number' && name !== 'attempts' && name !== 'max_parallel'
      ? durationOf(value)
      : JSON.stringify(value);
  return attribute ? text : `${text} (by default)`;
}

/** `5m`, without the zero seconds that Go would print. */
export const durationOf = (nanoseconds: number): string =>
  nanoseconds === 0
    ? '0s'
    : formatDuration(nanoseconds)
        .replace(/(?<=m)0s$/, '')
        .replace(/(?<=h)0m$/, '');

const spanOf = ({ start, end }: Span): Span => ({ start, end });
