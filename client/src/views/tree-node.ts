/** A row of the explorer as data: what it shows, and what the commands of its menu need. */

export type NodeKind =
  | 'category'
  | 'namespace'
  | 'job'
  | 'group'
  | 'allocation'
  | 'task'
  | 'section'
  | 'blocked'
  | 'node'
  | 'volume'
  | 'service'
  | 'instance'
  | 'server'
  | 'variable'
  | 'more'
  | 'note';

/** Colour of an icon; its shape and the words beside it say the same. */
export type Tone = 'good' | 'busy' | 'bad' | 'quiet';

export interface TreeNode {
  readonly kind: NodeKind;
  /** Unique in the tree, and the same after every refresh. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Name of one of VS Code's product icons. */
  readonly icon: string;
  readonly tone?: Tone;
  readonly children: 'none' | 'closed' | 'open';
  /** For the menus' `when`: the kind, then what is true of the row, such as `job running file`. */
  readonly context: string;
  readonly namespace?: string;
  readonly jobId?: string;
  readonly group?: string;
  /** Full ID. */
  readonly allocationId?: string;
  readonly task?: string;
  /** Full ID. */
  readonly nodeId?: string;
  readonly volume?: { readonly type: 'host' | 'csi'; readonly name: string; readonly id?: string };
  readonly service?: string;
  /** Path of a variable. */
  readonly variable?: string;
  /** The job file's address. */
  readonly file?: string;
  /** The category of a namespace; of a row that stands for more rows, whose they are. */
  readonly parent?: string;
}

/** Rows that are shown at once; the rest waits behind "Show more". */
export const PAGE = 200;

/**
 * The first rows of a long list. Rows are made only for what is shown.
 *
 * @param limit how many; the last row offers more where there are more
 */
export function paged<T>(
  items: readonly T[],
  limit: number,
  parent: string,
  noun: string,
  make: (item: T) => TreeNode,
): readonly TreeNode[] {
  const nodes = items.slice(0, limit).map(make);
  const rest = items.length - limit;
  if (rest <= 0) return nodes;
  const next = Math.min(rest, PAGE);
  return [
    ...nodes,
    {
      kind: 'more',
      id: `more:${parent}`,
      label: `Show ${next} more`,
      description: `of ${rest.toLocaleString('en')} ${noun} that are not shown`,
      icon: 'ellipsis',
      children: 'none',
      context: 'more',
      parent,
    },
  ];
}

/** A row that only says something. */
export function note(parent: string, label: string, tooltip?: string): TreeNode {
  return {
    kind: 'note',
    id: `note:${parent}`,
    label,
    tooltip,
    icon: 'info',
    tone: 'quiet',
    children: 'none',
    context: 'note',
  };
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
