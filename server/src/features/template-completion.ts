/** Completion in the actions of a template: functions, keywords, variables, fields, and names in strings. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { type TemplateFunction, templateFunctions, templateSignature, templateTypes } from '../template/functions';
import { type Origin, namesAt as originsAt } from '../template/origins';
import type { TemplateToken } from '../template/tokens';
import type { CompletionItem } from './answers';
import type { Cursor } from './cursor';
import { templateNames } from './template-names';
import { type TemplatePlace, templatePlace } from './template-place';

/** Undefined when the cursor stands in no text of a template; empty where nothing is to be offered. */
export function templateItems(analysis: Analysis, cursor: Cursor): readonly CompletionItem[] | undefined {
  const place = templatePlace(analysis, cursor);
  if (!place) return undefined;
  const { before, offset } = place;
  if (!before) return [];
  const string = openString(before, place);
  if (string) return stringItems(analysis, cursor, place, string);
  const steps = /(\$?\w*)((?:\.\w*)+)$/.exec(wordBefore(place));
  if (steps) return fieldItems(place, steps[1] ?? '', (steps[2] ?? '').slice(1).split('.'));
  const word = /\$?\w*$/.exec(wordBefore(place))?.[0] ?? '';
  const replace = place.mapped.toSource({ start: offset - word.length, end: offset + wordAfter(place) });
  const words = before.filter(({ kind }) => kind !== 'space');
  const others = word === '' ? words : words.slice(0, -1);
  const piped = others.at(-1)?.kind === '|';
  return [
    ...(piped ? [] : variableItems(place, replace)),
    ...(others.length === 0 ? keywordItems(place, replace) : []),
    ...(others[0]?.text === 'else' && others.length === 1 ? chainItems(replace) : []),
    ...functionItems(place, replace, piped),
  ];
}

/** The text of the action from its delimiter to the cursor. */
function wordBefore({ template, before, offset }: TemplatePlace): string {
  const start = before?.[0]?.start ?? offset;
  return template.text.slice(start, offset);
}

const wordAfter = ({ template, offset }: TemplatePlace): number =>
  /^\w*/.exec(template.text.slice(offset))?.[0].length ?? 0;

/** A string that is not closed at the cursor: where it begins, and the words before it. */
interface OpenString {
  readonly start: number;
  readonly words: readonly TemplateToken[];
}

function openString(before: readonly TemplateToken[], { template, offset }: TemplatePlace): OpenString | undefined {
  const last = before.at(-1);
  const quote = last?.kind === 'error' ? template.text[last.start] : undefined;
  if (!last || (quote !== '"' && quote !== '`') || last.start >= offset) return undefined;
  return { start: last.start + 1, words: before.slice(0, -1).filter(({ kind }) => kind !== 'space') };
}

/** A string that the cursor stands in. */
export interface TemplateString {
  /** The function or keyword that it follows. */
  readonly name: string | undefined;
  /** What a name in it takes the place of. */
  readonly replace: Span;
}

/** Undefined when the cursor stands in no string of a template's action. */
export function templateString(analysis: Analysis, cursor: Cursor): TemplateString | undefined {
  const place = templatePlace(analysis, cursor);
  const string = place?.before && openString(place.before, place);
  return place && string ? stringIn(place, string) : undefined;
}

function stringIn(place: TemplatePlace, { start, words }: OpenString): TemplateString {
  const { text } = place.template;
  const rest = /^[^"`\n]*/.exec(text.slice(place.offset))?.[0].length ?? 0;
  const closed = /["`]/.test(text[place.offset + rest] ?? '');
  const replace = place.mapped.toSource({ start, end: place.offset + (closed ? rest : 0) });
  const last = words.at(-1);
  const name = last?.kind === 'identifier' || last?.kind === 'keyword' ? last.text : undefined;
  return { name, replace };
}

function stringItems(
  analysis: Analysis,
  cursor: Cursor,
  place: TemplatePlace,
  string: OpenString,
): readonly CompletionItem[] {
  const { name, replace } = stringIn(place, string);
  return (name ? templateNames(analysis, cursor, place.template, name) : []).map(
    ({ name: label, detail, documentation }, i) => ({
      label,
      kind: 'reference',
      detail,
      documentation,
      insert: label,
      replace,
      order: 10 + i / 100,
    }),
  );
}

function fieldItems(place: TemplatePlace, base: string, steps: readonly string[]): readonly CompletionItem[] {
  const names = originsAt(place.template, place.offset);
  const origin: Origin | undefined = base === '' ? names.dot : names.variables.get(base);
  const last = steps.at(-1) ?? '';
  const replace = place.mapped.toSource({ start: place.offset - last.length, end: place.offset + wordAfter(place) });
  return fieldsOf(origin, steps.slice(0, -1)).map(([label, detail], i) => ({
    label,
    kind: 'attribute',
    detail,
    insert: label,
    replace,
    order: 10 + i / 100,
  }));
}

/** What stands behind a value after some steps, with what each is for. */
export function fieldsOf(origin: Origin | undefined, steps: readonly string[]): readonly (readonly [string, string])[] {
  if (!origin) return [];
  if (steps.length === 0 && origin.type && templateTypes[origin.type])
    return Object.entries(templateTypes[origin.type] ?? {});
  const path = [...origin.path, ...steps].join('.');
  if (origin.name === 'secret' && path === 'Data' && origin.args.length === 1)
    return [
      ['data', 'The values, in version 2 of the KV engine.'],
      ['metadata', 'When it was written, and its version.'],
    ];
  if (origin.name === 'node' && path === 'Node') return Object.entries(templateTypes.Node ?? {});
  return [];
}

function variableItems(place: TemplatePlace, replace: Span): CompletionItem[] {
  return [...originsAt(place.template, place.offset).variables].map(([label, origin]) => ({
    label,
    kind: 'reference',
    detail: origin ? `from ${origin.name}${origin.args[0] === undefined ? '' : ` "${origin.args[0]}"`}` : 'variable',
    insert: label,
    replace,
    order: 10,
  }));
}

const keywords: readonly (readonly [name: string, detail: string, body: string])[] = [
  ['if', 'only when a value is not empty', 'if ${1:value}'],
  ['with', 'only when a value is not empty, which is then "."', 'with ${1:secret "$2"}'],
  ['range', 'once for each element, which is then "."', 'range ${1:service "$2"}'],
  ['define', 'a template with a name', 'define "${1:name}"'],
  ['block', 'a template with a name, used at once', 'block "${1:name}" .'],
];

const plainKeywords: readonly (readonly [name: string, detail: string])[] = [
  ['else', 'otherwise'],
  ['end', 'closes if, with, range, define and block'],
  ['template', 'uses a template that is defined by its name'],
  ['break', 'ends the range'],
  ['continue', 'goes on with the next element'],
];

function keywordItems(place: TemplatePlace, replace: Span): CompletionItem[] {
  const { left, right } = place.delimiters;
  const escape = escapeFor(place);
  return [
    ...keywords.map(
      ([label, detail, body]): CompletionItem => ({
        label,
        kind: 'keyword',
        detail,
        // The braces that close the action are those of its end then.
        insert: `${escape(body)} ${right}$0${left} end${place.closes ? '' : ` ${right}`}`,
        snippet: true,
        replace,
        order: 20,
      }),
    ),
    ...plainKeywords.map(
      ([label, detail]): CompletionItem => ({
        label,
        kind: 'keyword',
        detail,
        insert: label,
        replace,
        order: 21,
      }),
    ),
  ];
}

const chainItems = (replace: Span): CompletionItem[] =>
  ['if', 'with'].map((label) => ({ label, kind: 'keyword', insert: label, replace, order: 5 }));

function functionItems(place: TemplatePlace, replace: Span, piped: boolean): CompletionItem[] {
  const escape = escapeFor(place);
  return [...templateFunctions.values()].map((entry) => ({
    label: entry.name,
    kind: 'function',
    detail: templateSignature(entry),
    documentation: templateFunctionDocs(entry),
    insert: escape(callSnippet(entry, piped)),
    snippet: true,
    replace,
    order: entry.group === 'sprig' ? 60 : (orders[entry.group] ?? 40),
  }));
}

const orders: Readonly<Record<string, number>> = {
  environment: 30,
  nomad: 31,
  consul: 32,
  vault: 32,
  data: 40,
  text: 41,
  go: 42,
  numbers: 45,
  debug: 70,
};

/** The name with its needed arguments; one less when something comes through `|`. */
function callSnippet({ name, parameters }: TemplateFunction, piped: boolean): string {
  const needed = parameters.filter((parameter) => !parameter.optional && !parameter.variadic);
  const given = piped ? needed.slice(0, -1) : needed;
  const words = given.map(({ name: word, type }, i) =>
    type === 'string' ? `"\${${i + 1}:${word}}"` : `\${${i + 1}:${word}}`,
  );
  return [name, ...words].join(' ');
}

/** In quotes of HCL the quotes of a template are escaped; `\\` is a backslash in a snippet. */
const escapeFor =
  ({ quoted }: TemplatePlace) =>
  (snippet: string): string =>
    quoted ? snippet.replace(/"/g, '\\\\"') : snippet;

export function templateFunctionDocs(entry: TemplateFunction): string {
  return [
    `\`\`\`\n${templateSignature(entry)}\n\`\`\``,
    entry.description,
    entry.example && `\`${entry.example}\``,
    entry.group === 'sprig' ? '*Of Sprig.*' : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}
