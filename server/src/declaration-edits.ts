/** Edits that declare a variable or a local: behind those that are there, else before the first block of the file. */
import type { ParseResult } from '@hcl/parser';
import type { TextEdit } from './problem';
import { insertLast, newlineOf } from './text-edits';

/** @param lines of the body, without indentation; a block without any is written, too */
export function declareVariable({ root, text }: ParseResult, name: string, lines: readonly string[]): TextEdit {
  const newline = newlineOf(text);
  const block = [`variable "${name}" {`, ...lines.map((line) => `  ${line}`), '}'].join(newline);
  const last = root.items.findLast((item) => item.type === 'Block' && item.name.name === 'variable');
  if (last) return { start: last.end, end: last.end, text: `${newline}${newline}${block}` };
  const at = root.items[0]?.start ?? 0;
  return { start: at, end: at, text: `${block}${newline}${newline}` };
}

/** @param value as it is written behind the `=` */
export function declareLocal({ root, text }: ParseResult, name: string, value: string): TextEdit {
  const newline = newlineOf(text);
  const line = `${name} = ${value}`;
  const locals = root.items.find((item) => item.type === 'Block' && item.name.name === 'locals');
  if (locals?.type === 'Block' && locals.close !== undefined) return insertLast(text, locals, line);
  const variable = root.items.findLast((item) => item.type === 'Block' && item.name.name === 'variable');
  const block = `locals {${newline}  ${line}${newline}}`;
  if (variable) return { start: variable.end, end: variable.end, text: `${newline}${newline}${block}` };
  const at = root.items[0]?.start ?? 0;
  return { start: at, end: at, text: `${block}${newline}${newline}` };
}
