/** New blocks for what is declared: a service for a port, a mount of a volume in another task. */
import type { Block } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { indentAt, insertLast, lineEnd, newlineOf, reindent } from '../text-edits';
import { attributeOf, blocksOf, type Cursor } from './cursor';
import { literal } from './likely-values';
import type { Refactoring } from './refactorings';

/** At the label of a port that no service of the group has. */
export function serviceFor({ text }: Analysis, cursor: Cursor): readonly Refactoring[] {
  const { item, levels } = cursor;
  const port = item?.type === 'Block' && item.name.name === 'port' ? item.labels[0]?.value : undefined;
  const [network, group] = [levels.at(-1)?.block, levels.at(-2)?.block];
  if (!port || network?.name.name !== 'network' || group?.name.name !== 'group') return [];
  const used = blocksOf(group.body, 'service').some(({ body }) => literal(attributeOf(body, 'port')) === port);
  if (used || network.close === undefined) return [];
  const job = levels.find(({ block }) => block?.name.name === 'job')?.block?.labels[0]?.value ?? 'app';
  const name = serviceName(blocksOf(group.body, 'service').length === 0 ? job : `${job}-${port}`);
  const lines = [
    'service {',
    `  name = "${name}"`,
    `  port = "${port}"`,
    '',
    '  check {',
    `    name     = "${name}-tcp"`,
    '    type     = "tcp"',
    `    port     = "${port}"`,
    '    interval = "10s"',
    '    timeout  = "2s"',
    '  }',
    '}',
  ].join('\n');
  return [{ title: `Add a service for port "${port}"`, kind: 'insert', edits: [behind(text, network, lines)] }];
}

/** Names of services become names in DNS. */
const serviceName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'app';

/** At the label of a volume: the tasks of the group that do not mount it. */
export function mountsElsewhere({ text }: Analysis, { item, inner }: Cursor): readonly Refactoring[] {
  const volume = item?.type === 'Block' && item.name.name === 'volume' ? item.labels[0]?.value : undefined;
  if (!volume || inner.block?.name.name !== 'group') return [];
  const tasks = blocksOf(inner.body, 'task').map((task) => ({ task, mounts: mountsIn(task) }));
  // Of a volume that nobody mounts the rule tells, with its repairs.
  const mounted = tasks.flatMap(({ mounts }) => mounts).find(({ name }) => name === volume);
  if (!mounted) return [];
  return tasks
    .filter(({ task, mounts }) => task.close !== undefined && !mounts.some(({ name }) => name === volume))
    .map(({ task }) => ({
      title: `Mount "${volume}" in task "${task.labels[0]?.value ?? ''}" as well`,
      kind: 'insert',
      edits: [
        insertLast(
          text,
          task,
          `volume_mount {\n  volume      = "${volume}"\n  destination = "${mounted.destination ?? `/${volume}`}"\n}`,
        ),
      ],
    }));
}

const mountsIn = (task: Block) =>
  blocksOf(task.body, 'volume_mount').map(({ body }) => ({
    name: literal(attributeOf(body, 'volume')),
    destination: literal(attributeOf(body, 'destination')),
  }));

function behind(text: string, block: Block, lines: string) {
  const newline = newlineOf(text);
  const at = lineEnd(text, block.end);
  const ended = text[at - 1] === '\n' ? '' : newline;
  return {
    start: at,
    end: at,
    text: `${ended}${newline}${reindent(lines, indentAt(text, block.start), newline)}${newline}`,
  };
}
