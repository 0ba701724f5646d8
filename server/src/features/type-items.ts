/** The types of variables: completion and hover in `type = …`, which is no value but a type expression. */
import type { Attribute, Expression } from '@hcl/parser';
import type { CompletionItem } from './answers';
import type { Cursor } from './cursor';

interface TypeWord {
  readonly name: string;
  readonly detail: string;
  readonly insert: string;
  readonly example: string;
}

const words: readonly TypeWord[] = [
  { name: 'string', detail: 'text', insert: 'string', example: '"1.27"' },
  { name: 'number', detail: 'a whole or fractional number', insert: 'number', example: '3' },
  { name: 'bool', detail: 'true or false', insert: 'bool', example: 'true' },
  {
    name: 'list',
    detail: 'values of one type, in order',
    insert: 'list(${1:string})',
    example: '["dc1", "dc2"]',
  },
  { name: 'map', detail: 'values of one type, by name', insert: 'map(${1:string})', example: '{ tier = "web" }' },
  {
    name: 'object',
    detail: 'named values of different types',
    insert: 'object({\n\t${1:name} = ${2:string}\n})',
    example: '{ name = "web", port = 80 }',
  },
  { name: 'set', detail: 'values of one type, each once', insert: 'set(${1:string})', example: '["a", "b"]' },
  {
    name: 'tuple',
    detail: 'values of different types, in order',
    insert: 'tuple([${1:string}, ${2:number}])',
    example: '["web", 80]',
  },
];

/** Whether the attribute is the `type` of a `variable` block. */
export const isVariableType = ({ inner }: Cursor, attribute: Attribute): boolean =>
  attribute.name.name === 'type' && inner.schema.schema.$id === 'blocks/variable.json';

/** The types that may stand at the cursor. */
export function typeItems({ offset, path }: Cursor, type: Expression): readonly CompletionItem[] {
  const last = path.findLast((node) => node.type === 'ScopeTraversal' || node.type === 'FunctionCall');
  const call = last?.type === 'FunctionCall' && offset > last.open ? last : undefined;
  // In an object the key of an attribute is free; behind its `=` stands a type.
  const entry = path.findLast((node) => node.type === 'ObjectItem');
  if (entry?.type === 'ObjectItem' && (entry.separator === undefined || offset <= entry.separator)) return [];
  const word = last?.type === 'ScopeTraversal' ? last.root : last && !call && 'name' in last ? last.name : undefined;
  const empty = type.type === 'Missing' || call !== undefined || entry !== undefined;
  if (!word && !empty) return [];
  const replace = word ? { start: word.start, end: word.end } : { start: offset, end: offset };
  return words.map(({ name, detail, insert }, i) => ({
    label: name,
    kind: 'keyword',
    detail,
    insert,
    snippet: insert !== name,
    replace,
    order: 10 + i / 100,
  }));
}

/** What a word of a type expression means, in Markdown. */
export function typeMeaning(name: string): string | undefined {
  const word = words.find((one) => one.name === name);
  return word && `**${word.name}** — ${word.detail}\n\nFor example \`${word.example}\`.`;
}
