/** The names of all files that fit what somebody looks for. */
import type { FileFacts, NameFact } from './facts';

/** More than this nobody reads. */
const most = 500;

export function workspaceSymbols(
  files: readonly FileFacts[],
  query: string,
): readonly (NameFact & { readonly uri: string })[] {
  const wanted = query.toLowerCase();
  const found: (NameFact & { readonly uri: string })[] = [];
  for (const { uri, names } of files) {
    for (const name of names) {
      if (found.length === most) return found;
      if (hasInOrder(name.name.toLowerCase(), wanted)) found.push({ ...name, uri });
    }
  }
  return found;
}

/** Whether the letters of `wanted` stand in `name` in their order: the editor sorts what is left. */
function hasInOrder(name: string, wanted: string): boolean {
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
