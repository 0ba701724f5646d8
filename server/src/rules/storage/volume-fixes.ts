/** Repairs that give a task a volume: the volume in its group and the mount in the task. */
import type { Analysis } from '../../analysis';
import type { Fix, TextEdit } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertFirst, insertLast } from '../../text-edits';
import { groupCount } from '../facts/group-facts';
import { childrenOf, labelOf } from '../facts/job-view';

export type VolumeKind = 'host' | 'CSI';

/** None where the group cannot take the volume: it has one of that name, or stands in no block of its own. */
export function volumePair(
  file: Analysis,
  group: BlockInstance,
  task: BlockInstance,
  {
    kind,
    label,
    destination,
    readOnly = false,
  }: {
    readonly kind: VolumeKind;
    readonly label: string;
    readonly destination: string;
    readonly readOnly?: boolean;
  },
): readonly TextEdit[] {
  if (group.type !== 'group' || !group.node || !task.node) return [];
  // Which mode several allocations need, nobody but the author knows.
  if (kind === 'CSI' && groupCount(group) !== 1) return [];
  if (childrenOf(group, 'volume').some((volume) => labelOf(volume) === label)) return [];
  const lines = [
    ...(kind === 'host' ? host(label) : csi(label, readOnly)),
    ...(readOnly ? [['read_only', 'true']] : []),
  ] as const;
  const mount = [
    ['volume', `"${label}"`],
    ['destination', JSON.stringify(destination)],
    ...(readOnly ? [['read_only', 'true']] : []),
  ] as const;
  return [
    insertFirst(file.text, group.node, `volume "${label}" {\n${aligned(lines)}\n}\n`),
    insertLast(file.text, task.node, `volume_mount {\n${aligned(mount)}\n}`),
  ];
}

/** The same as repairs to choose from: a folder of the node first, because it needs no plugin. */
export function addVolume(
  file: Analysis,
  group: BlockInstance,
  task: BlockInstance,
  label: string,
  destination: string,
): readonly Fix[] {
  return (['host', 'CSI'] as const).flatMap((kind) => {
    const edits = volumePair(file, group, task, { kind, label, destination });
    return edits.length > 0 ? [{ title: `Add a ${kind} volume "${label}"`, edits }] : [];
  });
}

const host = (label: string): (readonly [string, string])[] => [
  ['type', '"host"'],
  ['source', `"${label}"`],
];

const csi = (label: string, readOnly: boolean): (readonly [string, string])[] => [
  ['type', '"csi"'],
  ['source', `"${label}"`],
  ['access_mode', readOnly ? '"single-node-reader-only"' : '"single-node-writer"'],
  ['attachment_mode', '"file-system"'],
];

function aligned(lines: readonly (readonly string[])[]): string {
  const width = Math.max(...lines.map(([name = '']) => name.length));
  return lines.map(([name = '', value = '']) => `  ${name.padEnd(width)} = ${value}`).join('\n');
}
