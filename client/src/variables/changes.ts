/** What somebody has changed in a variable and not written yet. Pure. */

export type Items = Readonly<Record<string, string>>;

/** What would be written, in words without a single value: `changes "password", adds "user"`. */
export function changesText(before: Items, after: Items): string {
  const names = (keys: readonly string[]) => keys.map((key) => `"${key}"`).join(', ');
  const { added, changed, removed } = changesOf(before, after);
  return [
    changed.length > 0 && `changes ${names(changed)}`,
    added.length > 0 && `adds ${names(added)}`,
    removed.length > 0 && `removes ${names(removed)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export function changesOf(before: Items, after: Items): Changes {
  const has = (items: Items, key: string) => Object.hasOwn(items, key);
  return {
    added: Object.keys(after).filter((key) => !has(before, key)),
    changed: Object.keys(after).filter((key) => has(before, key) && before[key] !== after[key]),
    removed: Object.keys(before).filter((key) => !has(after, key)),
  };
}

export function without(items: Items, key: string): Items {
  return Object.fromEntries(Object.entries(items).filter(([name]) => name !== key));
}

/** Nomad's own bounds (nomad/structs/variables.go, `validPathPattern`, 64 KiB together); undefined: it is well. */
export function pathProblem(path: string): string | undefined {
  if (!/^[A-Za-z0-9\-_~/]{1,128}$/.test(path)) return 'A path has letters, digits, "-", "_", "~" and "/", at most 128.';
  if (path.startsWith('nomad/') && !/^nomad\/(jobs|job-templates)(\/|$)/.test(path))
    return 'Below "nomad/" there are only "nomad/jobs/…" and "nomad/job-templates/…".';
  return undefined;
}

export const LARGEST = 64 * 1024;

export function sizeOf(items: Items): number {
  return Object.entries(items).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
}
