/** JSON as cty writes and reads it: sorted keys, Go's escapes, numbers of any size. */

import {
  bool,
  equalTypes,
  FunctionError,
  formatNumber,
  NULL,
  number,
  object,
  parseNumber,
  sortedEntries,
  string,
  tuple,
  typeOf,
  type Value,
} from '@hcl/parser';

/** The JSON text of a wholly known value. @throws FunctionError for infinity, which JSON cannot express */
export function jsonText(value: Value): string {
  switch (value.kind) {
    case 'string':
      return quoted(value.value);
    case 'number':
      if (typeof value.value === 'number' && !Number.isFinite(value.value)) {
        throw new FunctionError('JSON cannot express infinity');
      }
      return formatNumber(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'unknown':
      throw new FunctionError('a value that is not known yet cannot be written as JSON');
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map(jsonText).join(',')}]`;
    case 'map':
    case 'object':
      return `{${sortedEntries(value)
        .map(([name, item]) => `${quoted(name)}:${jsonText(item)}`)
        .join(',')}}`;
  }
}

/** Reads a JSON text to objects, tuples and primitives. @throws FunctionError with what is wrong and where */
export function readJson(text: string): Value {
  const reader = { text, at: 0 };
  const value = readValue(reader);
  skipBlanks(reader);
  if (reader.at < text.length) throw wrong(reader, 'there is more behind the value');
  return value;
}

/** Go's `json.Marshal` of a string, which also escapes what would be active in HTML. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\\ud[89a-f][0-9a-f]{2}/g, '\ufffd');
}

interface Reader {
  readonly text: string;
  at: number;
}

const MAX_DEPTH = 1000;
const NUMBER_TEXT = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING_TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORDS: Readonly<Record<string, Value>> = { true: bool(true), false: bool(false), null: NULL };

function readValue(reader: Reader, depth = 0): Value {
  skipBlanks(reader);
  const first = reader.text.charAt(reader.at);
  if (depth > MAX_DEPTH) throw wrong(reader, 'it is nested too deeply');
  if (first === '{') return readObject(reader, depth);
  if (first === '[') return readArray(reader, depth);
  if (first === '"') return string(readString(reader));
  for (const [word, value] of Object.entries(WORDS)) {
    if (!reader.text.startsWith(word, reader.at)) continue;
    reader.at += word.length;
    return value;
  }
  const digits = take(reader, NUMBER_TEXT);
  if (digits === undefined)
    throw wrong(reader, first === '' ? 'the text ends where a value is expected' : `"${first}" is no value`);
  return number(parseNumber(digits) ?? Number.NaN);
}

function readObject(reader: Reader, depth: number): Value {
  const entries = new Map<string, Value>();
  reader.at++;
  if (takeCharacter(reader, '}')) return object(entries);
  do {
    skipBlanks(reader);
    if (reader.text.charAt(reader.at) !== '"') throw wrong(reader, 'a name in double quotes is expected');
    const name = string(readString(reader)).value;
    if (!takeCharacter(reader, ':')) throw wrong(reader, `":" is expected behind "${name}"`);
    const value = readValue(reader, depth + 1);
    const earlier = entries.get(name);
    if (earlier && !equalTypes(typeOf(earlier), typeOf(value))) throw wrong(reader, `"${name}" is there twice`);
    entries.set(name, value);
  } while (takeCharacter(reader, ','));
  if (!takeCharacter(reader, '}')) throw wrong(reader, '"," or "}" is expected');
  return object(entries);
}

function readArray(reader: Reader, depth: number): Value {
  const items: Value[] = [];
  reader.at++;
  if (takeCharacter(reader, ']')) return tuple(items);
  do {
    items.push(readValue(reader, depth + 1));
  } while (takeCharacter(reader, ','));
  if (!takeCharacter(reader, ']')) throw wrong(reader, '"," or "]" is expected');
  return tuple(items);
}

function readString(reader: Reader): string {
  const text = take(reader, STRING_TEXT);
  if (text === undefined) throw wrong(reader, 'this string is not closed, or has a character that must be escaped');
  return wellFormed(JSON.parse(text) as string);
}

/** Halves of characters become the replacement character, as in Go. */
export const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match) reader.at = pattern.lastIndex;
  return match?.[0];
}

function takeCharacter(reader: Reader, character: string): boolean {
  skipBlanks(reader);
  if (reader.text.charAt(reader.at) !== character) return false;
  reader.at++;
  return true;
}

function skipBlanks(reader: Reader): void {
  while (/[ \t\r\n]/.test(reader.text.charAt(reader.at))) reader.at++;
}

function wrong(reader: Reader, what: string): FunctionError {
  return new FunctionError(`this is no JSON: ${what} (at position ${reader.at})`);
}
