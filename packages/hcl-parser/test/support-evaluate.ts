/** Evaluates expressions that a test writes down. */

import { type Attribute, type Evaluation, evaluate, formatNumber, parse, type Scope, type Value } from '@hcl/parser';

/** Evaluates `source` in a scope (none: plain values only); spans count from the beginning of the expression. */
export function evaluated(source: string, scope?: Scope): Evaluation {
  const prefix = 'value = ';
  const text = `${prefix}${source}\n`;
  const { value, problems } = evaluate((parse(text).root.items[0] as Attribute).value, scope, text);
  const shift = prefix.length;
  return { value, problems: problems.map((p) => ({ ...p, start: p.start - shift, end: p.end - shift })) };
}

/** A value in a short form that shows its type: `list[1, "a"]`, `unknown string`. */
export function shown(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return formatNumber(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
    case 'unknown':
      return `${value.kind} ${value.type.kind}`;
    case 'list':
    case 'set':
    case 'tuple':
      return `${value.kind}[${value.items.map(shown).join(', ')}]`;
    case 'map':
    case 'object':
      return `${value.kind}{${[...value.entries].map(([name, item]) => `${name}: ${shown(item)}`).join(', ')}}`;
  }
}
