/** Evaluates templates: quoted strings and heredocs with `${…}`, `%{if}` and `%{for}`. */

import type { Expression, Span, Template, TemplateFor, TemplatePart } from './ast';
import { ConversionError, convert } from './convert';
import { condition, evaluateNode } from './evaluate';
import { eachElement } from './evaluate-for';
import { type Context, report } from './evaluation';
import { STRING } from './types';
import { EMPTY_STRING, string, unknown, type Value } from './values';

/** Longer texts are left unknown. */
const LENGTH_LIMIT = 8_000_000;

/** A text, or the value itself when the template is a single interpolation (`"${x}"`). */
export function template(node: Template, context: Context): Value {
  const [first] = node.parts;
  if (!first) return EMPTY_STRING;
  if (node.parts.length === 1) {
    if (first.type === 'TemplateText') return string(first.value);
    if (first.type === 'Interpolation' && fills(first, node)) return evaluateNode(first.expression, context);
  }
  const text = partsText(node.parts, context);
  return text === undefined ? unknown(STRING) : string(text);
}

/** Strip markers can leave an interpolation alone that had blanks around it: such a template is still a text. */
function fills(part: Span, node: Template): boolean {
  return node.kind === 'quoted' && part.start === node.start + 1 && part.end >= node.end - (node.closed ? 1 : 0);
}

/** The parts as one text; undefined when one of them is unknown or wrong. All are evaluated. */
function partsText(parts: readonly TemplatePart[], context: Context): string | undefined {
  let text: string | undefined = '';
  for (const part of parts) {
    const next = partText(part, context);
    text =
      text === undefined || next === undefined || text.length + next.length > LENGTH_LIMIT ? undefined : text + next;
  }
  return text;
}

function partText(part: TemplatePart, context: Context): string | undefined {
  switch (part.type) {
    case 'TemplateText':
      return part.value;
    case 'Interpolation':
      return interpolated(evaluateNode(part.expression, context), part.expression, context);
    case 'TemplateIf': {
      const chosen = condition(part.condition, context);
      if (chosen === undefined) return undefined;
      return partsText(chosen ? part.then : (part.else ?? []), context);
    }
    case 'TemplateFor':
      return loopText(part, context);
  }
}

function interpolated(value: Value, node: Expression, context: Context): string | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'unknown') return undefined;
  if (value.kind === 'null') {
    report(context, 'expression/template', node, 'This is null, and null cannot be part of a text.');
    return undefined;
  }
  try {
    const text = convert(value, STRING);
    return text.kind === 'string' ? text.value : undefined;
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    report(context, 'expression/template', node, `This cannot be part of a text: ${error.message}.`);
    return undefined;
  }
}

function loopText(part: TemplateFor, context: Context): string | undefined {
  let text: string | undefined = '';
  const complete = eachElement(part, context, (inner) => {
    const next = partsText(part.body, inner);
    text =
      text === undefined || next === undefined || text.length + next.length > LENGTH_LIMIT ? undefined : text + next;
  });
  return complete ? text : undefined;
}
