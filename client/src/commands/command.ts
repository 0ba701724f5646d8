/** What a command of the palette is here. */
import type { Cluster } from '../cluster';

export interface Command {
  readonly id: string;
  /** As in the manifest, without the category. */
  readonly title: string;
  /** It asks nothing of a cluster: whoever takes it need not have one. */
  readonly apart?: boolean;
  /** @param args what VS Code hands over: the resource of a menu, the arguments of a lens */
  run(cluster: Cluster, ...args: unknown[]): unknown;
}
