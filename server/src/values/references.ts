/** The references in an expression: what HCL's `Variables()` gives, without the names that loops bind. */

import { children, type Expression, type Node, type ScopeTraversal } from '@hcl/parser';

/** All traversals whose root is not a loop's own name, in source order. */
export function referencesIn(expression: Expression): ScopeTraversal[] {
  const found: ScopeTraversal[] = [];
  collect(expression, new Set(), found);
  return found;
}

/** The name behind the root (`x` in `var.x` and `var["x"]`); undefined when the whole root is meant. */
export function referredName({ steps }: ScopeTraversal): string | undefined {
  const [first] = steps;
  if (!first) return undefined;
  return first.type === 'AttributeStep' ? first.name.name : String(first.key);
}

function collect(node: Node, bound: ReadonlySet<string>, found: ScopeTraversal[]): void {
  if (node.type === 'ScopeTraversal') {
    if (!bound.has(node.root.name)) found.push(node);
    return;
  }
  if (node.type !== 'For' && node.type !== 'TemplateFor') {
    for (const child of children(node)) collect(child, bound, found);
    return;
  }
  const inner = new Set(bound);
  for (const name of [node.key, node.value]) if (name) inner.add(name.name);
  for (const child of children(node)) collect(child, child === node.collection ? bound : inner, found);
}
