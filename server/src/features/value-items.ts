/** Completion of values: what is legal or usual here, and what an expression may begin with. */
import type { Attribute, Expression, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { AttributeSchema } from '../schema/registry';
import type { FileFacts } from '../workspace/facts';
import type { CompletionItem } from './answers';
import { attributeOf, type Cursor, innermost } from './cursor';
import { beginningItems, expressionPlace, memberItems } from './expression-completion';
import { knownValues, meaningOf } from './known-values';
import { likelyValues, literal } from './likely-values';
import { namesAt } from './names';
import { namesBeside } from './names-beside';
import { textItems } from './text-items';
import { isVariableType, typeItems } from './type-items';

/** @param beside tells what the other files of the workspace declare */
export function valueItems(
  analysis: Analysis,
  cursor: Cursor,
  attribute: Attribute,
  beside: () => readonly FileFacts[],
): readonly CompletionItem[] {
  const inText = innermost(cursor, 'Interpolation') ? undefined : textItems(analysis, cursor);
  if (inText) return inText;
  if (isVariableType(cursor, attribute)) return typeItems(cursor, attribute.value);
  const members = memberItems(analysis, cursor);
  if (members) return members;
  const schema = cursor.inner.schema.attributes.get(attribute.name.name) ?? cursor.inner.schema.free;
  const place = schema && literalPlace(attribute.value, cursor.offset, analysis.text);
  const literals = place ? literalItems(analysis, cursor, schema, place, beside) : [];
  const expression = expressionPlace(cursor, attribute.value);
  if (!expression) return literals;
  // Where a few values are known, functions wait for the first letter.
  const begun = literals.length === 0 || expression.replace.start < expression.replace.end;
  return [...literals, ...beginningItems(analysis, cursor, expression, begun)];
}

interface LiteralPlace {
  /** Whether the quotes are there already. */
  readonly quoted: boolean;
  readonly span: Span;
  /** What has to stand before the value. */
  readonly space: string;
}

/** Where a literal goes: inside the quotes of a plain string, in place of a word, or where nothing stands yet. */
export function literalPlace(value: Expression, offset: number, text: string): LiteralPlace | undefined {
  const here = { quoted: false, span: { start: offset, end: offset }, space: text[offset - 1] === '=' ? ' ' : '' };
  if (value.type === 'Tuple') {
    const item = value.items.find((i) => i.start <= offset && offset <= i.end);
    return item ? literalPlace(item, offset, text) : here;
  }
  if (value.type === 'Template' && value.kind === 'quoted') {
    if (value.parts.some((part) => part.type !== 'TemplateText')) return undefined;
    const closing = value.closed ? 1 : 0;
    if (offset <= value.start || offset > value.end - closing) return undefined;
    return { quoted: true, span: { start: value.start + 1, end: value.end - closing }, space: '' };
  }
  if (value.type === 'Missing') return here;
  if (offset < value.start || offset > value.end) return undefined;
  if ((value.type === 'ScopeTraversal' && value.steps.length === 0) || value.type === 'Literal')
    return { quoted: false, span: { start: value.start, end: value.end }, space: '' };
  return undefined;
}

function literalItems(
  analysis: Analysis,
  cursor: Cursor,
  attribute: AttributeSchema,
  place: LiteralPlace,
  beside: () => readonly FileFacts[],
): readonly CompletionItem[] {
  const others = namesBeside(beside, cursor, attribute.name).map(
    ({ name, detail }): Literal => ({ value: name, kind: 'reference', detail }),
  );
  const own = literals(analysis, cursor, attribute).filter(({ value }) => !others.some((one) => one.value === value));
  return [...others, ...own].map(({ value, ...item }, i) => {
    const quote = typeof value === 'string' && !place.quoted;
    return {
      ...item,
      label: String(value),
      insert: place.space + (quote ? JSON.stringify(value) : String(value)),
      replace: place.span,
      order: 10 + i / 100,
    };
  });
}

type Literal = Pick<CompletionItem, 'kind' | 'detail' | 'documentation'> & {
  readonly value: string | number | boolean;
};

function literals(analysis: Analysis, cursor: Cursor, attribute: AttributeSchema): readonly Literal[] {
  const { schema, type } = attribute;
  const { select } = cursor.inner.schema;
  const refers = schema['x-nomad-refers'] ?? schema.items?.['x-nomad-refers'];
  if (refers)
    return namesAt(analysis, cursor, refers.kind).map(({ name, detail }) => ({
      value: name,
      kind: 'reference',
      detail,
    }));
  const likely = likelyValues(analysis, cursor, attribute.name);
  if (likely.length > 0) return likely.map(({ value, detail }) => ({ value, kind: 'value', detail }));
  if (type.kind === 'boolean') return [true, false].map((value) => ({ value, kind: 'value' }));
  const by = schema['x-nomad-enum-by'];
  const allowed = (by && allowedBy(cursor, by)) ?? (select?.on === attribute.name ? [...select.cases.keys()] : []);
  const given = knownValues(schema);
  const known = schema.enum ? given : [...new Set([...(by ? allowed : []), ...given, ...allowed])];
  return known.filter(isPlain).map((value) => ({
    value,
    kind: 'value',
    documentation: meaningOf(schema, value) || undefined,
    detail: value === schema.default ? 'default' : undefined,
  }));
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '');

function allowedBy(
  cursor: Cursor,
  by: { readonly on: string; readonly cases: Readonly<Record<string, readonly string[]>> },
): readonly string[] {
  const value = literal(attributeOf(cursor.inner.body, by.on));
  return (value !== undefined && by.cases[value]) || [...new Set(Object.values(by.cases).flat())];
}
