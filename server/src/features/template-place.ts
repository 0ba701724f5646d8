/** Where the cursor stands in the text of a `template` block: the action around it, and what was typed of a word. */
import type { Attribute, Template as HclTemplate } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { isTemplateFunction } from '../template/functions';
import { parseTemplate } from '../template/parse';
import { type MappedText, mapText } from '../template/source-map';
import { type Delimiters, scanTemplate, type TemplateToken } from '../template/tokens';
import type { Template } from '../template/tree';
import { attributeOf, type Cursor } from './cursor';

export interface TemplatePlace {
  readonly template: Template;
  readonly mapped: MappedText;
  readonly delimiters: Delimiters;
  /** The cursor in the template's text. */
  readonly offset: number;
  /** Whether the text stands in quotes, where others are escaped. */
  readonly quoted: boolean;
  /** The words of the action up to the cursor, without blanks; undefined outside of actions. */
  readonly before: readonly TemplateToken[] | undefined;
  /** Whether the action is closed behind the cursor, with nothing but blanks between. */
  readonly closes: boolean;
}

/** Undefined when the cursor does not stand in the text of a template. */
export function templatePlace(analysis: Analysis, cursor: Cursor): TemplatePlace | undefined {
  const { item, inner } = cursor;
  if (inner.blockSchema?.name !== 'template' || item?.type !== 'Attribute' || item.name.name !== 'data')
    return undefined;
  const value = textAt(item, cursor.offset);
  if (!value) return undefined;
  const { text: source, variables } = analysis;
  const mapped = mapText(value, undefined, { text: source, scope: variables.scope, report: () => {} });
  const offset = mapped?.toText(cursor.offset);
  if (!mapped || offset === undefined) return undefined;
  const delimiters = {
    left: plainText(attributeOf(inner.body, 'left_delimiter')) || '{{',
    right: plainText(attributeOf(inner.body, 'right_delimiter')) || '}}',
  };
  const { text } = mapped;
  return {
    template: parseTemplate(text, delimiters, isTemplateFunction),
    mapped,
    delimiters,
    offset,
    quoted: value.kind === 'quoted',
    before: wordsBefore(text, offset, delimiters),
    closes:
      /^[ \t]*-?$/.test(text.slice(offset).split(delimiters.right)[0] ?? '') && text.includes(delimiters.right, offset),
  };
}

function textAt({ value }: Attribute, offset: number): HclTemplate | undefined {
  if (value.type !== 'Template' || offset <= value.start) return undefined;
  const end = value.heredoc ? (value.heredoc.close?.start ?? value.end) : value.end - (value.closed ? 1 : 0);
  return offset <= end ? value : undefined;
}

function plainText(expression: ReturnType<typeof attributeOf>): string | undefined {
  const [part, ...more] = expression?.type === 'Template' ? expression.parts : [];
  return part?.type === 'TemplateText' && more.length === 0 ? part.value : undefined;
}

/** The words between the nearest opening delimiter and the cursor, when no closing one stands between. */
function wordsBefore(text: string, offset: number, delimiters: Delimiters): readonly TemplateToken[] | undefined {
  const open = text.lastIndexOf(delimiters.left, offset - delimiters.left.length);
  if (open < 0 || offset < open + delimiters.left.length) return undefined;
  const close = text.indexOf(delimiters.right, open + delimiters.left.length);
  if (close >= 0 && close < offset) return undefined;
  if (/^(- )?\/\*/.test(text.slice(open + delimiters.left.length))) return undefined;
  const tokens = scanTemplate(text.slice(open, offset), delimiters)
    .filter(({ kind }) => kind !== 'end of file' && kind !== 'left')
    .map((token) => ({ ...token, start: token.start + open, end: token.end + open }));
  // The last is always that the action is not closed, unless something before it is wrong.
  const [last] = tokens.slice(-1);
  return last?.kind === 'error' && last.text.startsWith('The action') ? tokens.slice(0, -1) : tokens;
}
