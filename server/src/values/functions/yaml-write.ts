/** Writes YAML with libyaml's layout, as go-cty-yaml does: strings in double quotes, several lines as a literal block. */

import { formatNumber, sortedEntries, type Value } from '@hcl/parser';

/** The YAML document of a wholly known value. */
export function yamlText(value: Value): string {
  const out: Output = { text: '', column: 0, indent: -1, fresh: false, blank: true };
  writeNode(out, value, false);
  startLine(out);
  // A document that is one bare word must be closed, or the next line could belong to it.
  return value.kind === 'number' || value.kind === 'bool' || value.kind === 'null' ? `${out.text}...\n` : out.text;
}

interface Output {
  text: string;
  column: number;
  /** Columns that the current collection is indented; -1 outside of all. */
  indent: number;
  /** Nothing but indentation and marks such as `-` stands on this line yet. */
  fresh: boolean;
  /** The last character separates: a blank, a line end, or none at all. */
  blank: boolean;
}

const STEP = 2;
const LINE_WIDTH = 80;
/** Keys of more bytes are written behind `?`. */
const LONGEST_SIMPLE_KEY = 128;

function writeNode(out: Output, value: Value, isMappingValue: boolean): void {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      if (value.items.length === 0) writeWord(out, '[]');
      else writeSequence(out, value.items, isMappingValue);
      return;
    case 'map':
    case 'object':
      if (value.entries.size === 0) writeWord(out, '{}');
      else writeMapping(out, sortedEntries(value));
      return;
    case 'string':
      writeText(out, value.value);
      return;
    case 'number':
      writeWord(out, formatNumber(value.value));
      return;
    case 'bool':
      writeWord(out, String(value.value));
      return;
    default:
      writeWord(out, 'null');
  }
}

/** Below a key the dashes stand in the column of the key. */
function writeSequence(out: Output, items: readonly Value[], isMappingValue: boolean): void {
  const outer = out.indent;
  out.indent = isMappingValue && !out.fresh ? outer : Math.max(0, outer < 0 ? 0 : outer + STEP);
  for (const item of items) {
    startLine(out);
    mark(out, '-');
    writeNode(out, item, false);
  }
  out.indent = outer;
}

function writeMapping(out: Output, entries: readonly (readonly [string, Value])[]): void {
  const outer = out.indent;
  out.indent = outer < 0 ? 0 : outer + STEP;
  for (const [name, value] of entries) {
    startLine(out);
    if (isSimpleKey(name)) {
      writeQuoted(out, name, false);
      put(out, ':');
    } else {
      mark(out, '?');
      writeText(out, name);
      startLine(out);
      mark(out, ':');
    }
    writeNode(out, value, true);
  }
  out.indent = outer;
}

function isSimpleKey(name: string): boolean {
  return !LINE_END.test(name) && new TextEncoder().encode(name).length <= LONGEST_SIMPLE_KEY;
}

function writeText(out: Output, content: string): void {
  const outer = out.indent;
  out.indent = outer < 0 ? STEP : outer + STEP;
  if (content.includes('\n') && canBeBlock(content)) writeBlock(out, content);
  else writeQuoted(out, content, true);
  out.indent = outer;
}

const LINE_END = /[\n\r\u0085\u2028\u2029]/;
/** Characters that libyaml does not write as they are. */
const UNPRINTABLE = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

function canBeBlock(content: string): boolean {
  return !content.endsWith(' ') && !/ [\n\u2028\u2029]/.test(content) && !UNPRINTABLE.test(content);
}

function writeBlock(out: Output, content: string): void {
  const indentation = /^[ \n]/.test(content) ? String(STEP) : '';
  const end = !content.endsWith('\n') ? '-' : content === '\n' || content.endsWith('\n\n') ? '+' : '';
  separate(out);
  put(out, `|${indentation}${end}`);
  endLine(out);
  for (const line of content.split(/(?<=\n)/)) {
    const words = line.replace(/\n$/, '');
    if (words !== '') put(out, ' '.repeat(out.indent) + words);
    if (line !== words) endLine(out);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** Long texts are broken at a single blank behind the line width. */
function writeQuoted(out: Output, content: string, mayBreak: boolean): void {
  separate(out);
  put(out, '"');
  const characters = [...content];
  for (const [i, character] of characters.entries()) {
    const single = character === ' ' && characters[i - 1] !== ' ';
    if (single && mayBreak && out.column > LINE_WIDTH && i > 0 && i < characters.length - 1) {
      endLine(out);
      put(out, ' '.repeat(out.indent));
      if (characters[i + 1] === ' ') put(out, '\\');
    } else {
      put(out, isEscaped(character) ? escapeOf(character) : character);
    }
  }
  put(out, '"');
}

function isEscaped(character: string): boolean {
  return character === '"' || character === '\\' || LINE_END.test(character) || UNPRINTABLE.test(character);
}

function escapeOf(character: string): string {
  const short = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined;
  if (short) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

function writeWord(out: Output, content: string): void {
  separate(out);
  put(out, content);
}

/** `-`, `?` or `:` before an item; a collection may begin on the same line. */
function mark(out: Output, sign: string): void {
  separate(out);
  put(out, `${sign} `);
  out.fresh = true;
  out.blank = true;
}

function separate(out: Output): void {
  if (!out.blank) put(out, ' ');
}

/** Goes to a line of its own at the current indentation; stays behind a mark that stands there already. */
function startLine(out: Output): void {
  const indent = Math.max(0, out.indent);
  if (!out.fresh || out.column > indent) endLine(out);
  put(out, ' '.repeat(Math.max(0, indent - out.column)));
  out.fresh = true;
  out.blank = true;
}

function endLine(out: Output): void {
  if (out.text !== '') out.text += '\n';
  out.column = 0;
  out.fresh = true;
  out.blank = true;
}

function put(out: Output, content: string): void {
  if (content === '') return;
  out.text += content;
  out.column += [...content].length;
  out.fresh = false;
  out.blank = false;
}
