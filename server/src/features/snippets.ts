/** What completion writes for an attribute or a block: its usual form, with tab stops on what a person has to say. */
import { bindName } from '../schema/bind';
import type { AttributeSchema, BlockSchema, BodySchema } from '../schema/registry';
import type { SymbolKind } from '../schema/types';
import { knownValues } from './known-values';

/** Numbers the tab stops in the order of the text. */
class Stops {
  private last = 0;
  /** The placeholder is what stays when nobody types over it. */
  next(placeholder = ''): string {
    this.last += 1;
    return placeholder === '' ? `$${this.last}` : `\${${this.last}:${escapeSnippet(placeholder)}}`;
  }
  choice(values: readonly string[]): string {
    this.last += 1;
    return `\${${this.last}|${values.map((value) => value.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
  }
}

/** What stands around a new block. */
export interface Surroundings {
  /** The body that it is written into, which may say what the block holds (`config` by `driver`). */
  readonly parent: BodySchema;
  /** The text of an attribute beside it. */
  valueOf(attribute: string): string | undefined;
  /** The names that it may refer to. */
  namesOf(kind: SymbolKind): readonly string[];
}

/** `name = value`. */
export function attributeSnippet(attribute: AttributeSchema): string {
  return `${attribute.name} = ${valueSnippet(attribute, new Stops(), () => [], false)}`;
}

/**
 * A block with its labels, what it needs, and what it nearly always has (`x-nomad-prefill`). The cursor ends in the
 * innermost body.
 */
export function blockSnippet(block: BlockSchema, around: Surroundings): string {
  const snippet = written(block, bindName(block.name, around.parent, around.valueOf).body, new Stops(), around, 0);
  const end = snippet.lastIndexOf(lastPlace);
  return `${snippet.slice(0, end)}$0${snippet.slice(end + lastPlace.length)}`.replaceAll(emptyLine, '');
}

/** `dynamic "type" { … }`, with the types that may stand here. */
export function dynamicSnippet(types: readonly string[]): string {
  const stops = new Stops();
  return `dynamic "${stops.choice(types)}" {\n\tfor_each = ${stops.next('[]')}\n\tcontent {\n\t\t$0\n\t}\n}`;
}

export const escapeSnippet = (text: string): string => text.replace(/[$}\\]/g, '\\$&');

/** Blocks within blocks that are written at once: a job with its group and task. */
const deepest = 3;

/** Where the cursor may end: each body has such a place, the last one counts. */
const lastPlace = '\u0000';
const emptyLine = /\n\t*\u0000(?=\n)/g;

function written(block: BlockSchema, body: BodySchema, stops: Stops, around: Surroundings, depth: number): string {
  const labels = block.labels.map((label) => {
    const values = fixedValues(label.pattern);
    return ` "${values ? stops.choice(values) : stops.next(label.examples?.[0] ?? label.name)}"`;
  });
  const listed = body.schema['x-nomad-prefill'] ?? [];
  const needed = [...body.attributes.values()].filter(({ name, required }) => required && !listed.includes(name));
  const attributes = [...needed, ...listed.flatMap((name) => body.attributes.get(name) ?? [])];
  const blocks = depth < deepest ? listed.flatMap((name) => body.blocks.get(name) ?? []) : [];
  const values = attributes.map(
    (attribute) => [attribute.name, valueSnippet(attribute, stops, around.namesOf, true)] as const,
  );
  const width = Math.max(0, ...values.map(([name, value]) => (value.includes('\n') ? 0 : name.length)));
  const parts = [
    values.map(([name, value]) => `${value.includes('\n') ? name : name.padEnd(width)} = ${value}`).join('\n'),
    ...blocks.map((inner) =>
      written(inner, bindName(inner.name, body, () => undefined).body, stops, around, depth + 1),
    ),
    blocks.length === 0 ? lastPlace : '',
  ].filter(Boolean);
  const glue = blocks.length === 0 ? '\n' : '\n\n';
  return `${block.name}${labels.join('')} {\n${indented(parts.join(glue))}\n}`;
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '\t');

/** The words that a pattern such as `^(cpu|mem)$` allows. */
export const fixedValues = (pattern: string | undefined): readonly string[] | undefined =>
  /^\^\((?:\?:)?([\w|]+)\)\$$/.exec(pattern ?? '')?.[1]?.split('|');

/** @param write whether the value is one of several that are written at once: then it is never left out */
function valueSnippet(
  { schema, type }: AttributeSchema,
  stops: Stops,
  namesOf: Surroundings['namesOf'],
  write: boolean,
): string {
  const refers = schema['x-nomad-refers'];
  const names = refers ? namesOf(refers.kind) : [];
  if (names.length > 0) return `"${names.length > 1 ? stops.choice(names) : stops.next(names[0])}"`;
  const values = knownValues(schema).filter((value) => value !== '');
  const given = Array.isArray(schema.default) ? schema.default[0] : (schema.default ?? values[0]);
  const text = typeof given === 'string' ? given : '';
  switch (type.kind) {
    case 'string':
      if (schema['x-nomad-lines']) return `<<-EOF\n\t${stops.next()}\nEOF`;
      // Alone, the list of values opens behind it.
      if (schema.enum && !write) return `"${stops.next()}"`;
      return `"${schema.enum && values.length > 1 ? stops.choice(defaultFirst(values.map(String), text)) : stops.next(text)}"`;
    case 'duration':
      return `"${stops.next(text || '30s')}"`;
    case 'boolean':
      return stops.next(given === true ? 'false' : 'true');
    case 'number':
    case 'integer':
      return stops.next(typeof given === 'number' ? String(given) : write ? '1' : '');
    case 'list':
      return type.element.kind === 'string' ? `["${stops.next(text)}"]` : `[${stops.next()}]`;
    case 'map':
      return `{\n\t${stops.next()}\n}`;
    default:
      return write && values.length > 1 ? stops.choice(values.map(String)) : stops.next(write ? '""' : '');
  }
}

const defaultFirst = (values: readonly string[], first: string): readonly string[] => [
  ...values.filter((value) => value === first),
  ...values.filter((value) => value !== first),
];
