/** How texts speak of a cluster: which one, how old the knowledge is, how many nodes. */
import type { ClusterFacts } from './facts';

/** `(as of 14:32)`: the time of day stays true while a text is shown; an age would not. */
export const asOf = ({ at }: ClusterFacts): string => `(as of ${timeOf(at)})`;

/** `on 3 of 5 nodes`, `on all 5 nodes`. */
export function onNodes(count: number, total: number): string {
  if (count === total) return total === 1 ? 'on the one node' : `on all ${total} nodes`;
  return `on ${count} of ${total} nodes`;
}

/** `"a", "b" and 3 more`. */
export function listed(names: readonly string[], most = 5): string {
  const sorted = [...names].sort();
  const shown = sorted.slice(0, sorted.length === most + 1 ? most + 1 : most).map((name) => `"${name}"`);
  const rest = sorted.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `14:32` where the server runs, which is where the editor's window is or its remote machine. */
export function timeOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
