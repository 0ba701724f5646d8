/** The Go template in a `template` block: its text, what is read in it, and where that stands in the file. */
import { recently } from '../recent';
import { remembered } from '../remembered';
import { stringOf, valueOf } from '../rules/facts/job-view';
import type { BlockInstance } from '../schema/instance';
import { isTemplateFunction } from './functions';
import { parseTemplate } from './parse';
import { hole, type MappedText, mapText } from './source-map';
import type { Delimiters, Span } from './tokens';
import type { Template } from './tree';

export interface TemplateText extends Template {
  readonly delimiters: Delimiters;
  readonly mapped: MappedText;
  /** Where a part of the text stands in the file. */
  place(span: Span): Span;
}

/** Undefined when the text cannot be known, or stands in a file that `source` names. */
export const templateTextOf = remembered((block: BlockInstance): TemplateText | undefined => {
  const data = block.attributes.get('data');
  const left = delimiter(block, 'left_delimiter', '{{');
  const right = delimiter(block, 'right_delimiter', '}}');
  const mapped = data && mapText(data.expression, data.value, data.context);
  if (!mapped || !left || !right) return undefined;
  const delimiters = { left, right };
  const template = parseOnce(mapped.text, delimiters);
  return template && { ...template, delimiters, mapped, place: (span) => mapped.toSource(span) };
});

/** While somebody types nearly all templates stay as they are. Undefined where code is filled in that cannot be known. */
const parseOnce: (text: string, delimiters: Delimiters) => Template | undefined = recently(
  1000,
  (text, { left, right }) => `${left}\0${right}\0${text}`,
  (text, delimiters) => {
    const template = parseTemplate(text, delimiters, isTemplateFunction);
    return hasHoleInCode(template) ? undefined : template;
  },
);

/** Nomad takes an empty delimiter for the usual one. */
function delimiter(block: BlockInstance, name: string, usual: string): string | undefined {
  if (valueOf(block, name) === undefined) return block.open ? undefined : usual;
  return stringOf(block, name) === '' ? usual : stringOf(block, name);
}

/** What is filled in between quotes is only more text; elsewhere in an action it may be anything. */
function hasHoleInCode({ text, actions }: Template): boolean {
  return actions.some(({ start, end }) =>
    text
      .slice(start, end)
      .replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`/g, '')
      .includes(hole),
  );
}
