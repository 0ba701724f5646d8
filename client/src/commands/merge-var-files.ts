/** Several var files as one: what Nomad keeps with a job is a single text, in which a name may be set once. Pure. */
import { parse } from '@hcl/parser';
import { isJson } from '../../../server/src/values/json-body';

/**
 * @param texts in the order of the `-var-file` flags: the last one that sets a name wins, and the others lose their line
 * @returns the text of one var file; files in JSON cannot be put together with others and stand as they are, one below the other
 */
export function mergeVarFiles(texts: readonly string[]): string {
  if (texts.length < 2 || texts.some(isJson)) return texts.map(ended).join('');
  const won = new Set<string>();
  return [...texts]
    .reverse()
    .map((text) => {
      const { root } = parse(text);
      const attributes = root.items.filter((item) => item.type === 'Attribute');
      const lost = attributes.filter(({ name }) => won.has(name.name));
      for (const { name } of attributes) won.add(name.name);
      return ended(lost.reduceRight((rest, { start, end }) => without(rest, start, end), text));
    })
    .reverse()
    .join('');
}

/** With the whole line, and the comment at its end, where nothing else stands on it. */
function without(text: string, start: number, end: number): string {
  const before = text.slice(0, start).replace(/[ \t]+$/, '');
  const after = text.slice(end);
  const rest =
    before === '' || before.endsWith('\n') ? after.replace(/^[ \t]*((#|\/\/)[^\n]*)?(\n|\r\n|$)/, '') : after;
  return before + rest;
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
