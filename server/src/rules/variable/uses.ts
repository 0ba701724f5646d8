/** Which variables a file uses. */
import { type Node, pathAt } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { remembered } from '../../remembered';
import { referredName } from '../../values/references';
import { offsetsOf } from '../facts/occurrences';

/** The names of the variables that are used; undefined when any may be: `var` as a whole is. */
export function usedVariables(file: Analysis): ReadonlySet<string> | undefined {
  const names = namesIn(file);
  return names.has('') ? undefined : names;
}

/** Looks at the places in the text that say `var`: going through the whole tree takes ten times as long. */
const namesIn = remembered(({ syntax, text }: Analysis): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const index of offsetsOf(text, 'var')) {
    if (/\w/.test(text[index - 1] ?? '') || /\w/.test(text[index + 3] ?? '')) continue;
    plainUse.lastIndex = index;
    const known = plainUse.exec(text)?.[1];
    if (known !== undefined && names.has(known)) continue;
    const path = pathAt(syntax.root, index + 1);
    const use = path.find((node) => node.type === 'ScopeTraversal' && node.root.start === index);
    if (use?.type !== 'ScopeTraversal') continue;
    const name = referredName(use) ?? '';
    // What a variable says of itself in its validation is no use.
    if (name !== declaredBy(path)) names.add(name);
  }
  // What could not be read may be a use, and so may a label, in which Nomad does not allow one.
  if (syntax.errors.length > 0)
    for (const match of text.matchAll(/\bvar\.([A-Za-z_][\w-]*)/g)) names.add(match[1] ?? '');
  return names;
});

const plainUse = /var\.([A-Za-z_][\w-]*)/y;

function declaredBy([, item]: readonly Node[]): string | undefined {
  return item?.type === 'Block' && item.name.name === 'variable' ? item.labels[0]?.value : undefined;
}
