/** The repair that turns an entry of a container's `volumes` into a volume of the group, mounted by the task. */
import type { Analysis } from '../../analysis';
import type { Fix, TextEdit } from '../../problem';
import { removeLines } from '../../text-edits';
import type { Configured } from '../facts/driver-config';
import { volumePair } from '../storage/volume-fixes';
import type { DockerVolume } from './docker-volumes';

/** The entry taken out of its list; undefined where that would leave a text that means something else. */
export function removeEntry(file: Analysis, { config }: Configured, entry: DockerVolume): TextEdit | undefined {
  const attribute = config.attributes.get('volumes');
  const list = attribute?.expression;
  if (list?.type !== 'Tuple') return undefined;
  const index = list.items.findIndex((item) => item.start === entry.start);
  if (index < 0) return undefined;
  if (list.items.length === 1) return removeLines(file.text, attribute?.span ?? list);
  const comma = /^[ \t]*,[ \t]*/.exec(file.text.slice(entry.end))?.[0];
  const start = comma === undefined ? (list.items[index - 1]?.end ?? entry.start) : entry.start;
  if (/#|\/\//.test(file.text.slice(start, entry.start))) return undefined;
  return removeLines(file.text, { start, end: entry.end + (comma ?? '').length });
}

/** @param label of the volume, and its source */
export function convertToVolume(
  file: Analysis,
  configured: Configured,
  entry: DockerVolume,
  label: string,
  preferred = false,
): readonly Fix[] {
  const removal = removeEntry(file, configured, entry);
  if (!removal || entry.destination.includes('${')) return [];
  const { destination, readOnly } = entry;
  return (['host', 'CSI'] as const).flatMap((kind) => {
    const pair = volumePair(file, configured.group, configured.task, { kind, label, destination, readOnly });
    if (pair.length === 0) return [];
    return [
      {
        title: `Convert to a ${kind} volume "${label}"`,
        ...(preferred && kind === 'host' && { preferred }),
        edits: [removal, ...pair],
      },
    ];
  });
}

/** A name for the volume that takes the place of a folder: `/srv/wiki/data` → `wiki-data`. Undefined for what is no folder of data. */
export function nameOfFolder(path: string): string | undefined {
  const parts = path.toLowerCase().split('/').filter(Boolean);
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (['proc', 'sys', 'dev', 'run', 'etc', 'lib', 'usr', 'boot', 'tmp'].includes(first) || parts.length < 2)
    return undefined;
  if (/^\/var\/(?:run|lib\/docker|log$)/.test(path) || /\.[a-z0-9]{1,5}$/.test(last)) return undefined;
  const own = generic.has(last) ? parts.slice(-2).join('-') : last;
  const name = own.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return name === '' ? undefined : name;
}

const generic = new Set([
  'data',
  'config',
  'conf',
  'db',
  'logs',
  'log',
  'cache',
  'files',
  'certs',
  'media',
  'html',
  'www',
]);
