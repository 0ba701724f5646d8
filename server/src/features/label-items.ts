/** Completion in labels: those with a fixed set of values, usual names, and the block types that `dynamic` may write. */
import { isDynamic } from '../schema/bind';
import type { CompletionItem } from './answers';
import type { Cursor } from './cursor';
import { usualLabels } from './likely-values';
import { fixedValues } from './snippets';

export function labelItems(text: string, { item, inner, offset }: Cursor): readonly CompletionItem[] {
  if (item?.type === 'Attribute' || !item?.name) return [];
  const name = item.name.name;
  const index = item.labels.findIndex((label) => label.start <= offset && offset <= label.end);
  const label = item.labels[index];
  if (!label) return [];
  const start = label.start + (label.quoted ? 1 : 0);
  const closed = label.quoted && label.end > start && text[label.end - 1] === '"';
  const replace = { start, end: label.end - (closed ? 1 : 0) };
  if (offset < replace.start || offset > replace.end) return [];
  if (isDynamic(name, inner.schema)) {
    return [...inner.schema.blocks.values()].map(({ name: block, max }) => ({
      label: block,
      kind: 'block',
      insert: block,
      replace,
      // One that may stand only once is seldom written for each element of something.
      order: max === 1 ? 60 : 50,
    }));
  }
  const schema = inner.schema.blocks.get(name)?.labels[index];
  return (fixedValues(schema?.pattern) ?? schema?.examples ?? []).map((value, i) => ({
    label: value,
    kind: 'value',
    detail: name === 'port' ? usualLabels[value]?.for : undefined,
    insert: value,
    replace,
    order: 50 + i / 100,
  }));
}
