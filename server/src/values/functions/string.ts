/** Functions of text. */

import {
  FunctionError,
  graphemes,
  isWhollyKnown,
  list,
  number,
  STRING,
  string,
  unknown,
  type Value,
} from '@hcl/parser';
import { type Implementations, integerOf, itemsOf, textOf } from './define';
import { lowerCase, titleCase, trimCharacters, trimSpace, upperCase } from './go-strings';
import { replaceMatches } from './regular-expression';

export const stringFunctions: Implementations = {
  chomp: text((str) => str.replace(/[\r\n]+$/, '')),
  indent: { call: ([spaces, str]) => string(indented(textOf(str), integerOf(spaces))) },
  join: {
    call: ([separator, ...lists]) =>
      lists.every(isWhollyKnown) ? string(joined(textOf(separator), lists)) : unknown(STRING),
  },
  lower: text(lowerCase),
  regex_replace: text((str, pattern, replacement) => replaceMatches(str, pattern, replacement)),
  replace: text((str, substr, replacement) => replaceAll(str, substr, replacement)),
  reverse: text(reversed),
  split: { call: ([separator, str]) => list(STRING, splitAt(textOf(str), textOf(separator)).map(string)) },
  strlen: { takesDynamic: true, call: ([str]) => number(graphemes(textOf(str)).length) },
  strrev: text(reversed),
  substr: {
    takesDynamic: true,
    call: ([str, offset, length]) => string(substring(textOf(str), integerOf(offset), integerOf(length))),
  },
  title: text(titleCase),
  trim: text(trimCharacters),
  trimprefix: text((str, prefix) => (str.startsWith(prefix) ? str.slice(prefix.length) : str)),
  trimspace: text(trimSpace),
  trimsuffix: text((str, suffix) => (suffix !== '' && str.endsWith(suffix) ? str.slice(0, -suffix.length) : str)),
  upper: text(upperCase),
};

/** A function from texts to a text. */
function text(compute: (a: string, b: string, c: string) => string): Implementations[string] {
  return {
    takesDynamic: true,
    call: (args) => {
      const [a = '', b = '', c = ''] = args.map(textOf);
      return string(compute(a, b, c));
    },
  };
}

function indented(str: string, spaces: number): string {
  if (spaces < 0) throw new FunctionError('the number of spaces cannot be negative');
  if (!str.includes('\n')) return str;
  if (spaces > 100_000) throw new FunctionError('the number of spaces is too large');
  return str.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}

function joined(separator: string, lists: readonly Value[]): string {
  if (lists.length === 0) throw new FunctionError('at least one list is needed');
  return lists
    .flatMap((items, i) =>
      itemsOf(items).map((item, position) => {
        if (item.kind === 'null')
          throw new FunctionError(`element ${position} is null, and null cannot be joined`, i + 1);
        return textOf(item);
      }),
    )
    .join(separator);
}

function replaceAll(str: string, substr: string, replacement: string): string {
  if (substr !== '') return str.split(substr).join(replacement);
  return [...str].reduce((result, character) => result + character + replacement, replacement);
}

function reversed(str: string): string {
  return graphemes(str).reverse().join('');
}

function splitAt(str: string, separator: string): string[] {
  return separator === '' ? [...str] : str.split(separator);
}

/** cty's `Substr`; a length of 0 counts only for offsets from the beginning. */
function substring(str: string, offset: number, length: number): string {
  if (offset >= 0 && length === 0) return '';
  const characters = graphemes(str);
  const start = Math.max(0, offset < 0 ? offset + characters.length : offset);
  return characters.slice(start, length > 0 ? start + length : undefined).join('');
}
