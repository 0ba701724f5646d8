/** Hover of a well-known image, and of a path at which it keeps its data. */
import type { Attribute } from '@hcl/parser';
import { type FoundImage, mountsOfImage, ownerOfImage } from '../images';
import type { Hover } from './answers';
import type { Cursor } from './cursor';
import { imagesAround, literal } from './likely-values';

/** The cursor stands in the value of `item`. */
export function imageHover(cursor: Cursor, item: Attribute): Hover | undefined {
  const type = cursor.inner.block?.name.name;
  const [found] = imagesAround(cursor);
  if (!found) return undefined;
  const { start, end } = item.value;
  if (type === 'config' && item.name.name === 'image') return { start, end, markdown: aboutImage(found) };
  const mount =
    type === 'volume_mount' && item.name.name === 'destination'
      ? mountsOfImage(found).find(({ path }) => path === literal(item.value)?.replace(/(?<=.)\/+$/, ''))
      : undefined;
  if (!mount) return undefined;
  const owner = ownerOfImage(found);
  const markdown = [
    `**${mount.path}** — ${found.image.title}: ${mount.for}`,
    owner
      ? `It writes as \`${owner}\`: the folder of a host volume has to belong to that user (\`chown -R ${owner}\`).`
      : '',
  ];
  return { start, end, markdown: markdown.filter(Boolean).join('\n\n') };
}

function aboutImage(found: FoundImage): string {
  const { image } = found;
  const mounts = mountsOfImage(found);
  const owner = ownerOfImage(found);
  const ports = Object.entries(image.ports ?? {}).map(([name, port]) => `${port} (${name})`);
  return [
    `**${image.title}**`,
    mounts.length > 0 ? `Keeps\n${mounts.map((mount) => `- ${mount.for} in \`${mount.path}\``).join('\n')}` : '',
    [
      owner ? `Writes as \`${owner}\`.` : '',
      ports.length > 0 ? `Listens on ${ports.join(', ')}.` : '',
      image.note ?? (image.stateful ? 'Without a volume its data is gone with the allocation.' : ''),
    ]
      .filter(Boolean)
      .join(' '),
  ]
    .filter(Boolean)
    .join('\n\n');
}
