/** The names that a place may refer to, read from the tree alone so that it works in broken files. */
import type { Block, Body, Expression } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { SymbolKind } from '../schema/types';
import { attributeOf, blocksOf, type Cursor, labelsOf } from './cursor';

export interface Name {
  readonly name: string;
  /** What it is, in a few words: `static 443`, `host volume "data"`. */
  readonly detail: string;
  readonly start: number;
  readonly end: number;
}

/** The names of a kind that are known at the cursor. */
export function namesAt(analysis: Analysis, cursor: Cursor, kind: SymbolKind): readonly Name[] {
  const { text } = analysis;
  switch (kind) {
    case 'variable':
      return variables(analysis.syntax.root, text);
    case 'local':
      return locals(analysis.syntax.root, text);
    default:
  }
  const group = groupBody(cursor);
  if (!group) return [];
  switch (kind) {
    case 'port':
      return ports(group).map((block) => named(block, portDetail(block, text)));
    case 'volume':
      return labelled(group, 'volume').map((block) => named(block, volumeDetail(block, text)));
    case 'task':
      return labelled(group, 'task').map((block) =>
        named(block, `task, driver ${source(attributeOf(block.body, 'driver'), text) || 'not set'}`),
      );
    case 'service':
      return blocksOf(group, 'service').flatMap((block) => {
        const name = attributeOf(block.body, 'name');
        return name
          ? [{ name: source(name, text).replace(/^"|"$/g, ''), detail: 'service', start: name.start, end: name.end }]
          : [];
      });
    default:
      return [];
  }
}

/** The body of the group around the cursor; a task directly in the job is its own group. */
function groupBody(cursor: Cursor): Body | undefined {
  const levels = cursor.levels;
  return (
    levels.findLast((level) => level.block?.name.name === 'group') ??
    levels.find((level, i) => level.block?.name.name === 'task' && levels[i - 1]?.block?.name.name === 'job')
  )?.body;
}

const labelled = (body: Body, type: string): readonly Block[] => labelsOf(body, type).map(({ block }) => block);

function ports(group: Body): readonly Block[] {
  const resources = blocksOf(group, 'task').flatMap((task) => blocksOf(task.body, 'resources'));
  const networks = [group, ...resources.map((r) => r.body)].flatMap((body) => blocksOf(body, 'network'));
  return networks.flatMap((network) => labelled(network.body, 'port'));
}

const source = (expression: Expression | undefined, text: string): string =>
  expression ? text.slice(expression.start, expression.end) : '';

function named(block: Block, detail: string): Name {
  const label = block.labels[0];
  return { name: label?.value ?? '', detail, start: label?.start ?? block.start, end: label?.end ?? block.start };
}

export function portDetail(block: Block, text: string): string {
  const fixed = source(attributeOf(block.body, 'static'), text);
  const to = source(attributeOf(block.body, 'to'), text);
  return `${fixed ? `static ${fixed}` : 'dynamic'}${to ? `, to ${to}` : ''}`;
}

function volumeDetail(block: Block, text: string): string {
  const type = source(attributeOf(block.body, 'type'), text).replaceAll('"', '') || 'volume';
  return `${type} ${source(attributeOf(block.body, 'source'), text)}`.trim();
}

function variables(root: Body, text: string): readonly Name[] {
  const blocks = labelled(root, 'variable').map((block) => {
    const type = source(attributeOf(block.body, 'type'), text);
    const value = source(attributeOf(block.body, 'default'), text);
    return named(block, [type, value && `default ${shorten(value)}`].filter(Boolean).join(', ') || 'variable');
  });
  return [...blocks, ...entries(root, 'variables', text)];
}

const locals = (root: Body, text: string): readonly Name[] => entries(root, 'locals', text);

function entries(root: Body, type: string, text: string): readonly Name[] {
  return blocksOf(root, type).flatMap((block) =>
    block.body.items.flatMap((item) =>
      item.type === 'Attribute'
        ? [
            {
              name: item.name.name,
              detail: shorten(source(item.value, text)),
              start: item.name.start,
              end: item.name.end,
            },
          ]
        : [],
    ),
  );
}

const shorten = (value: string): string => {
  const line = value.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};
