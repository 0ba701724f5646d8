/** What the names in an expression mean. */
import type { Scope } from '@hcl/parser';

/** Whether the file gives the root of a reference a meaning: `var`, `local`, the iterator of a `dynamic` block. */
export function isInScope(scope: Scope | undefined, root: string): boolean {
  for (let s = scope; s; s = s.parent) if (s.variables?.has(root)) return true;
  return false;
}
