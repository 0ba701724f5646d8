/** The names that loops around the cursor bring: iterators of `dynamic` blocks, variables of `for`. */
import { attributeOf, type Cursor } from './cursor';

export interface LoopName {
  readonly name: string;
  readonly detail: string;
  /** Of an iterator: what stands behind its dot. */
  readonly members?: readonly string[];
}

/** Innermost first. */
export function loopNames({ levels, path, offset }: Cursor): readonly LoopName[] {
  const found: LoopName[] = [];
  for (const node of path) {
    if (node.type === 'For' && offset > node.collection.end) {
      if (node.value) found.unshift({ name: node.value.name, detail: 'each value of the for expression' });
      if (node.key) found.unshift({ name: node.key.name, detail: 'each key of the for expression' });
    }
    if (node.type === 'TemplateFor' && offset > node.collection.end) {
      if (node.value) found.unshift({ name: node.value.name, detail: 'each value of the for directive' });
      if (node.key) found.unshift({ name: node.key.name, detail: 'each key of the for directive' });
    }
  }
  for (const [i, { block }] of levels.entries()) {
    const outer = levels[i - 1]?.block;
    if (block?.name.name !== 'content' || outer?.name.name !== 'dynamic') continue;
    const named = attributeOf(outer.body, 'iterator');
    const name = named?.type === 'ScopeTraversal' ? named.root.name : outer.labels[0]?.value;
    if (!name) continue;
    found.push({ name: `${name}.value`, detail: 'the element that this block is written for' });
    found.push({ name: `${name}.key`, detail: 'its index or key' });
    found.push({ name, detail: `iterator of dynamic "${outer.labels[0]?.value ?? ''}"`, members: ['value', 'key'] });
  }
  return found;
}
