/** Finds the policy of a file: the nearest `.nomad-lint.json` in its folder and those above. */
import { type PolicyFile, policyFileName, readPolicyFile } from './policy';

/** The text of a file; undefined when there is none or it cannot be read. */
export type ReadText = (uri: string) => string | undefined;

export interface FoundPolicy {
  readonly uri: string;
  readonly text: string;
  readonly file: PolicyFile;
}

/** @param known what was found before, by folder; filled */
export function nearestPolicy(
  uri: string,
  read: ReadText,
  known: Map<string, FoundPolicy | undefined> = new Map(),
): FoundPolicy | undefined {
  return uri.startsWith('file:') ? policyOf(folderOf(uri), read, known) : undefined;
}

/** Where the policy of a file would be written when there is none: in the innermost of `roots` around it, or beside it. */
export function policyHome(uri: string, roots: readonly string[]): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  const around = roots.map((root) => root.replace(/\/+$/, '')).filter((root) => uri.startsWith(`${root}/`));
  const root = around.sort((a, b) => b.length - a.length)[0] ?? folderOf(uri);
  return `${root}/${policyFileName}`;
}

function policyOf(
  folder: string | undefined,
  read: ReadText,
  known: Map<string, FoundPolicy | undefined>,
): FoundPolicy | undefined {
  if (folder === undefined) return undefined;
  if (known.has(folder)) return known.get(folder);
  const uri = `${folder}/${policyFileName}`;
  const text = read(uri);
  const found =
    text === undefined ? policyOf(folderOf(folder), read, known) : { uri, text, file: readPolicyFile(text) };
  known.set(folder, found);
  return found;
}

/** Without the slash at its end; undefined above the root. */
function folderOf(uri: string): string | undefined {
  const end = uri.lastIndexOf('/');
  return end < 'file://'.length ? undefined : uri.slice(0, end);
}
