/** A variable's specification as values. Pure. */
import type { Items } from './changes';

export interface VariableSpec {
  readonly path: string;
  readonly namespace?: string;
  readonly items: Items;
  /** The index that the stored one has to have, where the file says so. */
  readonly index?: number;
}

/** @param values as the language server reads them: blocks are lists */
export function variableOfSpec(values: Readonly<Record<string, unknown>>): VariableSpec {
  const text = (name: string) => (typeof values[name] === 'string' && values[name] !== '' ? values[name] : undefined);
  const [items = {}] = (values.items ?? []) as readonly Readonly<Record<string, unknown>>[];
  return {
    path: text('path') ?? '',
    namespace: text('namespace'),
    items: Object.fromEntries(Object.entries(items).map(([key, value]) => [key, String(value)])),
    index: typeof values.modify_index === 'number' ? values.modify_index : undefined,
  };
}
