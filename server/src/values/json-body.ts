/**
 * A body in HCL's JSON syntax, read as attributes: what Nomad takes for a variable file that begins with `{`.
 * Texts in it are texts: there is nothing that `${…}` could refer to. Source: jobspec2/parse.go parseHCLOrJSON.
 */
import {
  type Attribute,
  type Expression,
  type Identifier,
  type ObjectItem,
  type ParseResult,
  parse,
  type Span,
  type SyntaxProblem,
} from '@hcl/parser';
import { wellFormed } from './cty-json';

/** Whether Nomad takes a text for JSON. Source: jobspec2/parse.go isJSON. */
export const isJson = (text: string): boolean => /^ *\{/.test(text);

/** Whether its author may take it for JSON too: it does not begin with a tag of a template (`{{`, `{%`, `{#`). */
export const isMeantAsJson = (text: string): boolean => isJson(text) && !/^ *\{\s*[{%#]/.test(text);

/** A variable file, in either syntax. */
export const parseVariableFile = (text: string): ParseResult => (isJson(text) ? parseJsonBody(text) : parse(text));

/** The attributes of an object. Comments are the members named `//`. */
export function parseJsonBody(text: string): ParseResult {
  const { members, unreadable } = readJsonMembers(text);
  const items: Attribute[] = [];
  const errors: SyntaxProblem[] = [];
  for (const member of members) {
    const { name } = member;
    if (name.name === '//') continue;
    if (items.some((item) => item.name.name === name.name)) {
      errors.push(problem(name, `"${name.name}" is set twice. Remove one of them.`));
    } else items.push(member);
  }
  if (unreadable) errors.push(unreadable);
  const root = { type: 'Body', items, start: 0, end: text.length } as const;
  return { text, root, comments: [], errors };
}

/** All members of an object, comments and names that come twice among them. Never throws: the first error ends the reading. */
export function readJsonMembers(text: string): {
  readonly members: readonly Attribute[];
  readonly unreadable: SyntaxProblem | undefined;
} {
  const reader: Reader = { text, at: 0 };
  const members: Attribute[] = [];
  try {
    for (const { key, value, end } of readMembers(reader)) {
      const name: Identifier = { type: 'Identifier', name: key.value, start: key.start, end: key.end };
      members.push({ type: 'Attribute', name, equals: key.end, value, start: key.start, end });
    }
    skipBlanks(reader);
    if (reader.at < text.length) throw new Unreadable(reader.at, 'There is more text behind the end of the object.');
    return { members, unreadable: undefined };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const span = { start: error.at, end: Math.min(text.length, error.at + 1) };
    return { members, unreadable: problem(span, error.message) };
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

class Unreadable extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

interface Text extends Span {
  readonly value: string;
}

interface Member {
  readonly key: Text;
  readonly value: Expression;
  readonly end: number;
}

const deepest = 1000;
const numbers = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const strings = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const words = /true|false|null/y;

const problem = ({ start, end }: Span, message: string): SyntaxProblem => ({ id: 'invalid-json', start, end, message });

function readValue(reader: Reader, depth: number): Expression {
  skipBlanks(reader);
  const start = reader.at;
  if (depth > deepest) throw new Unreadable(start, 'This is nested too deeply.');
  const first = reader.text[start];
  if (first === '{') return readObject(reader, depth);
  if (first === '[') return readArray(reader, depth);
  if (first === '"') return textExpression(readText(reader));
  const word = take(reader, words);
  if (word) return { type: 'Literal', kind: word === 'null' ? 'null' : 'bool', raw: word, start, end: reader.at };
  const number = take(reader, numbers);
  if (number) return { type: 'Literal', kind: 'number', raw: number, start, end: reader.at };
  throw new Unreadable(
    start,
    'A JSON value is expected here: an object, a list, a text, a number, true, false or null.',
  );
}

function readObject(reader: Reader, depth: number): Expression {
  const start = reader.at;
  const items = [...readMembers(reader, depth)].map(
    ({ key, value, end }): ObjectItem => ({
      type: 'ObjectItem',
      key: textExpression(key),
      separator: key.end,
      value,
      start: key.start,
      end,
    }),
  );
  return { type: 'Object', items, closed: true, start, end: reader.at };
}

function* readMembers(reader: Reader, depth = 0): Generator<Member> {
  skipBlanks(reader);
  const start = reader.at;
  expect(reader, '{');
  if (accept(reader, '}')) return;
  do {
    skipBlanks(reader);
    const key = readText(reader);
    expect(reader, ':');
    yield { key, value: readValue(reader, depth + 1), end: reader.at };
  } while (accept(reader, ','));
  close(reader, '}', start);
}

function readArray(reader: Reader, depth: number): Expression {
  const start = reader.at;
  const items: Expression[] = [];
  expect(reader, '[');
  if (!accept(reader, ']')) {
    do items.push(readValue(reader, depth + 1));
    while (accept(reader, ','));
    close(reader, ']', start);
  }
  return { type: 'Tuple', items, closed: true, start, end: reader.at };
}

function close(reader: Reader, bracket: '}' | ']', start: number): void {
  if (accept(reader, bracket)) return;
  if (reader.at < reader.text.length) throw new Unreadable(reader.at, `"," or "${bracket}" is expected here.`);
  throw new Unreadable(start, `This is not closed: "${bracket}" is missing at the end.`);
}

function readText(reader: Reader): Text {
  const start = reader.at;
  const raw = take(reader, strings);
  if (raw === undefined) throw new Unreadable(start, 'A text in double quotes is expected here, closed on its line.');
  return { value: wellFormed(JSON.parse(raw) as string), start, end: reader.at };
}

function textExpression({ value, start, end }: Text): Expression {
  const parts = value === '' ? [] : [{ type: 'TemplateText', value, start, end } as const];
  return { type: 'Template', kind: 'quoted', parts, closed: true, start, end };
}

function expect(reader: Reader, character: string): void {
  if (!accept(reader, character)) throw new Unreadable(reader.at, `"${character}" is expected here.`);
}

function accept(reader: Reader, character: string): boolean {
  skipBlanks(reader);
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const [found] = pattern.exec(reader.text) ?? [];
  if (found !== undefined) reader.at = pattern.lastIndex;
  return found;
}

function skipBlanks(reader: Reader): void {
  while (/[ \t\r\n]/.test(reader.text.charAt(reader.at))) reader.at++;
}
