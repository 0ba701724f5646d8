/**
 * Whether a path below an allocation's directory leads out of it. Only the text counts: `${…}` is a name like any other.
 * Source: helper/escapingfs PathEscapesAllocViaRelative.
 */

/** `prefix` is where the path starts within the allocation: `task`, or `task/local`. */
export function escapesAllocation(prefix: string, path: string): boolean {
  const steps = ['alloc-dir', 'alloc-id'];
  for (const step of `${prefix}/${path}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  // Nomad takes a name that begins with two dots for a way up.
  return steps[0] !== 'alloc-dir' || steps[1] !== 'alloc-id' || steps[2]?.startsWith('..') === true;
}
