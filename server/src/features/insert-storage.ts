/** Puts a volume and its mount, or scratch space, into a job: at the right places, with tab stops on what has to be named. */
import type { Attribute, Block, Body, Item } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { knownImage, mountsOfImage } from '../images';
import type { TextEdit } from '../problem';
import type { InsertedStorage } from '../protocol';
import { plainString } from '../schema/bind';
import { indentAt, insertLast, lineEnd, lineStart, newlineOf, reindent } from '../text-edits';

/** Edits whose texts are snippets, or the reason why there are none. */
export type StorageEdits = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/**
 * @param offset in the group that gets the volume, and in the task that mounts it; in a group with one task anywhere
 */
export function insertStorage({ syntax, text }: Analysis, offset: number, storage: InsertedStorage): StorageEdits {
  const jobs = blocksIn(syntax.root, 'job');
  const groups = jobs.flatMap(({ body }) => blocksIn(body, 'group'));
  const group = around(groups, offset) ?? (groups.length === 1 ? groups[0] : undefined);
  if (!group) return { refused: 'Put the cursor into the group that needs the storage.' };
  const tasks = blocksIn(group.body, 'task');
  const task = around(tasks, offset) ?? (tasks.length === 1 ? tasks[0] : undefined);
  if (!task && tasks.length > 1) return { refused: 'Put the cursor into the task that needs the storage.' };
  const crowded = [group, ...(task ? [task] : [])].find((block) => isCrowded(text, block));
  if (crowded) return { refused: `Write the ${crowded.name.name} block over several lines first.` };
  if (storage.kind === 'ephemeral') return ephemeralDisk(text, group);
  const volumes = blocksIn(group.body, 'volume');
  const label = freeLabel(volumes, task);
  const volume = beforeTasks(text, group, volumeBlock(storage, label));
  // A mount follows the volume in the text, so its tab stops come after those of the volume.
  return { edits: task ? [volume, mount(text, task, label, storage.readOnly === true)] : [volume] };
}

function ephemeralDisk(text: string, group: Block): StorageEdits {
  if (blocksIn(group.body, 'ephemeral_disk').length > 0) {
    return { refused: `Group "${labelOf(group)}" has an ephemeral_disk block already: change its size there.` };
  }
  const lines = ['ephemeral_disk {', `  size = ${stop(1, '500')} # MB`, '}'];
  return { edits: [beforeTasks(text, group, lines.join('\n'))] };
}

function volumeBlock(storage: Exclude<InsertedStorage, { kind: 'ephemeral' }>, label: string): string {
  const attributes: [string, string][] = [
    ['type', `"${storage.kind}"`],
    ['source', `"${stop(2, storage.source)}"`],
  ];
  if (storage.accessMode) {
    attributes.push(['access_mode', `"${storage.accessMode}"`], ['attachment_mode', '"file-system"']);
  }
  if (storage.readOnly) attributes.push(['read_only', 'true']);
  if (storage.sticky) attributes.push(['sticky', 'true']);
  return [`volume "${stop(1, label)}" {`, ...aligned(attributes), '}'].join('\n');
}

function mount(text: string, task: Block, label: string, readOnly: boolean): TextEdit {
  const attributes: [string, string][] = [
    ['volume', `"${stop(1, label)}"`],
    ['destination', `"${stop(3, destinationFor(task))}"`],
  ];
  if (readOnly) attributes.push(['read_only', 'true']);
  const lines = ['volume_mount {', ...aligned(attributes), '}'].join('\n');
  const before = blocksIn(task.body, 'volume_mount').at(-1) ?? blocksIn(task.body, 'config').at(-1);
  return before ? after(text, before, lines) : insertLast(text, task, withBlankLine(task, lines));
}

/** Where the image keeps its data and nothing is mounted yet; a place of its own when that is not known. */
function destinationFor(task: Block): string {
  const mounts = blocksIn(task.body, 'volume_mount').flatMap(({ body }) => body.items);
  const taken = mounts.flatMap((item) => (isAttribute(item, 'destination') ? [plainString(item.value)] : []));
  const config = blocksIn(task.body, 'config')[0];
  const image = config?.body.items.find((item) => isAttribute(item, 'image'));
  const name = image && plainString(image.value);
  const found = name === undefined ? undefined : knownImage(name);
  const usual = found ? mountsOfImage(found).map(({ path }) => path) : [];
  const free = [...usual, '/data', ...taken.map((_, i) => `/data-${i + 2}`)].find((path) => !taken.includes(path));
  return free ?? '/data';
}

/** Volumes stand at the top of a group, before its tasks. */
function beforeTasks(text: string, group: Block, lines: string): TextEdit {
  const volumes = blocksIn(group.body, 'volume');
  const [task] = blocksIn(group.body, 'task');
  const last = volumes.at(-1);
  if (last && (!task || last.start < task.start)) return after(text, last, lines);
  if (!task) return insertLast(text, group, withBlankLine(group, lines));
  const newline = newlineOf(text);
  const at = lineStart(text, startWithComments(text, task.start));
  return { start: at, end: at, text: `${reindent(lines, indentAt(text, task.start), newline)}${newline}${newline}` };
}

function after(text: string, block: Block, lines: string): TextEdit {
  const newline = newlineOf(text);
  const at = lineEnd(text, block.end);
  const ended = text.endsWith('\n') || at < text.length ? '' : newline;
  const body = reindent(lines, indentAt(text, block.start), newline);
  return { start: at, end: at, text: `${ended}${newline}${body}${newline}` };
}

/** Comments that stand right above a block belong to it. */
function startWithComments(text: string, start: number): number {
  let at = lineStart(text, start);
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!/^\s*(#|\/\/)/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}

function withBlankLine(block: Block, lines: string): string {
  return block.body.items.length > 0 ? `\n${lines}` : lines;
}

/** Something stands in the block, on the line of its brace: to open it up would mean to write that anew. */
function isCrowded(text: string, block: Block): boolean {
  const { open, close, body } = block;
  return close === undefined || (body.items.length > 0 && !text.slice(open, close).includes('\n'));
}

/** `data`, or a name from the task where the group has one of that name. */
function freeLabel(volumes: readonly Block[], task: Block | undefined): string {
  const taken = new Set(volumes.map(labelOf));
  const named = `${(task && labelOf(task)) ?? 'app'}-data`;
  const wanted = ['data', named, ...Array.from({ length: volumes.length }, (_, i) => `${named}-${i + 2}`)];
  return wanted.find((label) => !taken.has(label)) ?? named;
}

function aligned(attributes: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...attributes.map(([name]) => name.length));
  return attributes.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`);
}

/** A tab stop of a snippet; stops of one number are typed together. */
function stop(number: number, text: string): string {
  return `\${${number}:${text.replace(/[\\$}]/g, '\\$&')}}`;
}

function around(blocks: readonly Block[], offset: number): Block | undefined {
  return blocks.find(({ start, end }) => start <= offset && offset <= end);
}

function blocksIn(body: Body, type: string): readonly Block[] {
  return body.items.filter((item): item is Block => item.type === 'Block' && item.name.name === type);
}

function isAttribute(item: Item, name: string): item is Attribute {
  return item.type === 'Attribute' && item.name.name === name;
}

function labelOf(block: Block): string {
  return block.labels[0]?.value ?? '';
}
