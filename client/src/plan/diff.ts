/** The difference tree of a plan as lines: only what changes, in the words of a job file, without secrets. */
import type { DiffType, FieldDiff, ObjectDiff, TaskDiff } from '@nomad/api';
import { diffLines } from './line-diff';
import { type Line, line, type MarkKind, marked, type Piece } from './lines';
import { attributeName, blockName, chosenName, shownValue } from './names';
import { isSecretName, maskLines, maskText, maskValue } from './secrets';

const SIGNS: Readonly<Record<DiffType, string>> = { Added: '+', Deleted: '-', Edited: '~', None: ' ' };
const KINDS: Readonly<Record<DiffType, MarkKind>> = {
  Added: 'added',
  Deleted: 'deleted',
  Edited: 'changed',
  None: 'muted',
};
/** A change of one line is written `old → new` up to this length, else below each other. */
const WIDE = 90;

/** What happens to a task because of the change (nomad/structs diff annotations). */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  'forces create': '',
  'forces destroy': '',
  'forces create/destroy update': 'replaces the allocations',
  'forces in-place update': 'in place',
};

export interface Changes {
  readonly Fields?: readonly FieldDiff[] | null;
  readonly Objects?: readonly ObjectDiff[] | null;
}

/** Blocks that Nomad adds to every group. */
const USUAL_BLOCKS = new Set(['RestartPolicy', 'ReschedulePolicy', 'Migrate', 'EphemeralDisk', 'Update']);

/** A group that is new or gone: what it has of its own, and folded under `settings` what every group has. */
export function wholeGroupLines(group: Changes & { readonly Type: DiffType }, depth: number): Line[] {
  const usual = (group.Objects ?? []).filter(({ Name }) => USUAL_BLOCKS.has(Name));
  const own = (group.Objects ?? []).filter(({ Name }) => !USUAL_BLOCKS.has(Name));
  const below = changeLines({ Fields: group.Fields, Objects: usual }, depth + 1, ({ Name }) => Name === 'Count');
  const settings =
    below.length > 0 ? [{ ...line(depth, ...heading(group.Type, 'settings')), folded: true }, ...below] : [];
  return [...changeLines({ Objects: own }, depth), ...settings];
}

/** The changed attributes and blocks of a job, a group or a block. */
export function changeLines({ Fields, Objects }: Changes, depth: number, skip?: (field: FieldDiff) => boolean): Line[] {
  const fields = (Fields ?? []).filter((field) => changes(field) && !skip?.(field));
  return [...fieldLines(fields, depth, ''), ...(Objects ?? []).flatMap((object) => objectLines(object, depth))];
}

/** A task: one line when it is new or gone (folded over what it consists of), else its changes. */
export function taskLines(task: TaskDiff, depth: number): Line[] {
  if (task.Type === 'None') return [];
  const notes = (task.Annotations ?? []).map((note) => ANNOTATIONS[note] ?? note).filter(Boolean);
  const head = heading(
    task.Type,
    `task ${task.Name}`,
    notes.length > 0 ? [marked('muted', `  ${notes.join(', ')}`)] : [],
  );
  return [{ ...line(depth, ...head), folded: task.Type !== 'Edited' }, ...changeLines(task, depth + 1)];
}

/** `+ service web` and what is in it; what is one value fits on the line. */
function objectLines(object: ObjectDiff, depth: number): Line[] {
  if (object.Type === 'None') return [];
  const name = blockName(object.Name);
  const fields = (object.Fields ?? []).filter(changes);
  const inConfig = object.Name === 'Config';
  // Lists come as blocks whose fields all bear the block's name.
  if (fields.length > 0 && fields.every((field) => field.Name === object.Name)) {
    return fields.map((field) => line(depth, ...heading(field.Type, `${name} ${listValue(field, object.Name)}`)));
  }
  if (object.Type !== 'Edited' && ['Constraint', 'Affinity'].includes(object.Name)) {
    return [line(depth, ...heading(object.Type, `${name} ${comparison(object)}`))];
  }
  const title = [name, titleOf(object)].filter(Boolean).join(' ');
  const below = [
    ...fieldLines(
      fields.filter((field) => !isTitle(object, field)),
      depth + 1,
      object.Name,
      object.Fields ?? [],
      inConfig,
    ),
    ...(object.Objects ?? []).flatMap((inner) => objectLines(inner, depth + 1)),
  ];
  return [{ ...line(depth, ...heading(object.Type, title)), folded: object.Type !== 'Edited' }, ...below];
}

function fieldLines(
  fields: readonly FieldDiff[],
  depth: number,
  block: string,
  siblings: readonly FieldDiff[] = fields,
  inConfig = block === 'Config',
): Line[] {
  const named = fields.map((field) => ({ field, name: attributeName(field.Name, inConfig) }));
  const single = named.filter(({ field }) => !isText(field));
  const width = Math.min(28, Math.max(0, ...single.map(({ name }) => name.length)));
  return named.flatMap(({ field, name }) => {
    const secret = isSecret(field, siblings, inConfig);
    if (isText(field)) return textLines(field, name, depth, secret);
    const show = (value: string) =>
      secret ? shownValue(field.Name, maskValue(value)) : maskText(shownValue(field.Name, value));
    const [old, now] = [show(field.Old), show(field.New)];
    const head = (text: string) => heading(field.Type, `${text.padEnd(width)}  `);
    if (field.Type === 'Added') return line(depth, ...head(name), now);
    if (field.Type === 'Deleted') return line(depth, ...head(name), old);
    if (old.length + now.length <= WIDE) return line(depth, ...head(name), old, marked('muted', ' → '), now);
    return [
      line(depth, ...heading('Edited', name)),
      line(depth + 1, marked('deleted', `-${old}`)),
      line(depth + 1, marked('added', `+${now}`)),
    ];
  });
}

/** Text of several lines: as a difference of its lines, or whole (and folded) when it is new or gone. */
function textLines(field: FieldDiff, name: string, depth: number, secret: boolean): Line[] {
  const head = line(depth, ...heading(field.Type, name));
  if (secret) return [line(depth, ...heading(field.Type, `${name}  `), maskValue('text'))];
  const [before, after] = [field.Old.split('\n'), field.New.split('\n')];
  const [oldShown, newShown] = [maskLines(before), maskLines(after)];
  if (field.Type !== 'Edited') {
    const [lines, kind, sign] =
      field.Type === 'Added' ? ([newShown, 'added', '+'] as const) : ([oldShown, 'deleted', '-'] as const);
    return [{ ...head, folded: true }, ...lines.map((text) => line(depth + 1, marked(kind, sign + text)))];
  }
  const hunks = diffLines(before, after);
  const below = hunks.flatMap((hunk) => [
    line(depth + 1, marked('muted', `@@ -${hunk.old.join(',')} +${hunk.new.join(',')} @@`)),
    ...hunk.lines.map(({ sign, index }) => {
      const text = (sign === '+' ? newShown : oldShown)[index] ?? '';
      if (sign === ' ') return line(depth + 1, ` ${text}`);
      return line(depth + 1, marked(sign === '+' ? 'added' : 'deleted', sign + text));
    }),
  ]);
  return [head, ...below];
}

function heading(type: DiffType, text: string, after: Piece[] = []): Piece[] {
  return [marked(KINDS[type], `${SIGNS[type]} ${text}`), ...after];
}

/** Nothing is said by a new block's attributes that are empty, off or zero: Nomad names them all. */
function changes(field: FieldDiff): boolean {
  if (field.Type === 'None') return false;
  if (field.Type === 'Edited' || /\[/.test(field.Name)) return true;
  return !['', 'false', '0'].includes(field.Type === 'Added' ? field.New : field.Old);
}

function isText({ Old, New }: FieldDiff): boolean {
  return Old.includes('\n') || New.includes('\n');
}

function isSecret(field: FieldDiff, siblings: readonly FieldDiff[], inConfig: boolean): boolean {
  const chosen = chosenName(field.Name, inConfig);
  if (chosen !== undefined && isSecretName(chosen)) return true;
  // --password VALUE as two arguments.
  const item = /^(.*)\[(\d+)\]$/.exec(field.Name);
  const before = item && siblings.find(({ Name }) => Name === `${item[1]}[${Number(item[2]) - 1}]`);
  return [before?.Old, before?.New].some((flag) => /^--?[\w-]+$/.test(flag ?? '') && isSecretName(flag ?? ''));
}

function listValue(field: FieldDiff, name: string): string {
  if (field.Type === 'Edited') return maskText(`${shownValue(name, field.Old)} → ${shownValue(name, field.New)}`);
  return maskText(shownValue(name, field.Type === 'Deleted' ? field.Old : field.New));
}

/** The attribute that tells one block from its brothers. */
const TITLES: Readonly<Record<string, string>> = {
  Template: 'DestPath',
  Service: 'Name',
  Check: 'Name',
  Artifact: 'GetterSource',
  'Dynamic Port': 'Label',
  'Static Port': 'Label',
  Volume: 'Name',
  VolumeMount: 'Volume',
  Device: 'Name',
  Identity: 'Name',
  Action: 'Name',
};

function titleOf(object: ObjectDiff): string {
  const field = object.Fields?.find(({ Name }) => Name === TITLES[object.Name]);
  return field ? maskText(object.Type === 'Deleted' ? field.Old : field.New || field.Old) : '';
}

/** In a block that is new or gone the title has said it. */
function isTitle(object: ObjectDiff, field: FieldDiff): boolean {
  return object.Type !== 'Edited' && field.Name === TITLES[object.Name];
}

/** `${attr.kernel.name} = linux`. */
function comparison(object: ObjectDiff): string {
  const part = (name: string) => {
    const field = object.Fields?.find(({ Name }) => Name === name);
    return (object.Type === 'Deleted' ? field?.Old : field?.New) ?? '';
  };
  const weight = part('Weight');
  const text = [part('LTarget'), part('Operand'), part('RTarget')].filter(Boolean).join(' ');
  return weight ? `${text} (weight ${weight})` : text;
}
