/** Which variables a file uses. */
import { type Node, walk } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { referredName } from '../../values/references';

/** The names of the variables that are used; undefined when any may be: `var` as a whole is. */
export function usedVariables({ syntax, text }: Analysis): ReadonlySet<string> | undefined {
  const uses = new Set<string>();
  for (const item of syntax.root.items) {
    const own = item.type === 'Block' && item.name.name === 'variable' ? item.labels[0]?.value : undefined;
    walk(item, (node: Node) => {
      if (node.type !== 'ScopeTraversal' || node.root.name !== 'var') return;
      const name = referredName(node) ?? '';
      // What a variable says of itself in its validation is no use.
      if (name !== own) uses.add(name);
    });
  }
  // What could not be read may be a use, and so may a label, in which Nomad does not allow one.
  if (syntax.errors.length > 0)
    for (const match of text.matchAll(/\bvar\.([A-Za-z_][\w-]*)/g)) uses.add(match[1] ?? '');
  return uses.has('') ? undefined : uses;
}
