/** Completion and hover in the tags of a service that Traefik reads: keys, values, matchers of rules. */
import type { Template as HclTemplate, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { type MappedText, mapText } from '../template/source-map';
import { findKey, fits, matchersOf, traefikKeys } from '../traefik/keys';
import { wordsOf } from '../traefik/tags';
import type { CompletionItem, Hover } from './answers';
import { attributeOf, type Cursor } from './cursor';
import { valuesOf } from './traefik-values';

interface TagPlace {
  readonly mapped: MappedText;
  /** The whole tag, and the cursor in it. */
  readonly text: string;
  readonly offset: number;
  /** The string in the file, without its quotes. */
  readonly inner: Span;
}

/** Undefined when the cursor stands in no tag of a service. */
export function tagItems(analysis: Analysis, cursor: Cursor): readonly CompletionItem[] | undefined {
  const place = tagPlace(analysis, cursor);
  if (!place) return undefined;
  const before = place.text.slice(0, place.offset);
  const equals = before.indexOf('=');
  return equals < 0 ? keyItems(analysis, cursor, place) : valueItems(analysis, cursor, place, before, equals);
}

export function tagHover(analysis: Analysis, cursor: Cursor): Hover | undefined {
  const place = tagPlace(analysis, cursor);
  if (!place?.text.startsWith('traefik.')) return undefined;
  const { text, offset, mapped } = place;
  const equals = text.indexOf('=');
  const key = (equals < 0 ? text : text.slice(0, equals)).trim();
  const known = findKey(wordsOf(key));
  if (equals >= 0 && offset > equals && key.toLowerCase().endsWith('.rule')) {
    const word = wordAt(text, offset);
    const [, protocol] = wordsOf(key);
    const matcher = matchersOf(protocol === 'tcp' ? 'tcp' : 'http').find(
      ({ name }) => name.toLowerCase() === word.text.toLowerCase(),
    );
    if (matcher)
      return {
        ...mapped.toSource(word),
        markdown: `**${matcher.name}**(${matcher.parameters.join(', ')})\n\n${matcher.description}\n\n\`${matcher.example}\``,
      };
  }
  if (!known) return undefined;
  const span = mapped.toSource({ start: 0, end: text.length });
  return {
    ...span,
    markdown: [`**${known.pattern}** — Traefik, ${known.type}`, known.description].filter(Boolean).join('\n\n'),
  };
}

function tagPlace(analysis: Analysis, cursor: Cursor): TagPlace | undefined {
  const { item, inner, offset } = cursor;
  if (inner.blockSchema?.name !== 'service' || item?.type !== 'Attribute') return undefined;
  if (item.name.name !== 'tags' && item.name.name !== 'canary_tags') return undefined;
  const node = cursor.path.findLast((one): one is HclTemplate => one.type === 'Template');
  if (node?.kind !== 'quoted') return undefined;
  const end = node.end - (node.closed ? 1 : 0);
  if (offset <= node.start || offset > end) return undefined;
  const mapped = mapText(node, undefined, { text: analysis.text, scope: analysis.variables.scope, report: () => {} });
  const at = mapped?.toText(offset);
  return mapped && at !== undefined
    ? { mapped, text: mapped.text, offset: at, inner: { start: node.start + 1, end } }
    : undefined;
}

function wordAt(text: string, offset: number): Span & { readonly text: string } {
  const start = offset - (/\w*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
  const end = offset + (/^\w*/.exec(text.slice(offset))?.[0].length ?? 0);
  return { start, end, text: text.slice(start, end) };
}

/** All keys that go on with what is there; names of the reader's own are those of the tags around, or the service's. */
function keyItems(analysis: Analysis, cursor: Cursor, place: TagPlace): readonly CompletionItem[] {
  const before = place.text.slice(0, place.offset);
  const equals = place.text.indexOf('=');
  const typed = before.split('.').slice(0, -1);
  if (typed.length > 0 && typed[0] !== 'traefik') return [];
  const names = ownNames(analysis, cursor);
  const replace = place.mapped.toSource({ start: 0, end: equals < 0 ? place.text.length : equals });
  const lower = typed.map((word) => (word.includes('${') ? word : word.toLowerCase()));
  return traefikKeys
    .filter((key) => key.words.length > typed.length && lower.every((word, i) => fits(key.words[i] as string, word)))
    .map((key, i) => {
      const label = key.words
        .map(
          (word, at) =>
            typed[at] ??
            (word === '<router>' || word === '<service>'
              ? names.own
              : word === '<middleware>'
                ? names.middleware
                : word),
        )
        .join('.');
      const value = equals >= 0 ? '' : `=${valueSnippet(key.type, label)}`;
      return {
        label,
        kind: 'attribute' as const,
        detail: key.type,
        documentation: key.description,
        insert: `${snippetOf(label)}${value}`,
        snippet: true,
        replace,
        order: 10 + i / 100,
        again: value === '=$0' || undefined,
      };
    });
}

/** `<name>` becomes a tab stop. */
function snippetOf(label: string): string {
  let stop = 1;
  return label
    .replace(/\$/g, '\\$')
    .replace(/<(\w+)>/g, (_, name: string) => `\${${stop++}:${name === 'n' ? '0' : name}}`);
}

function valueSnippet(type: string, label: string): string {
  if (type === 'bool') return 'true';
  return label.endsWith('.rule') ? (label.startsWith('traefik.tcp') ? 'HostSNI(`*`)' : 'Host(`${9:host}`)') : '$0';
}

function ownNames(analysis: Analysis, cursor: Cursor): { readonly own: string; readonly middleware: string } {
  const value = attributeOf(cursor.inner.body, 'name');
  const written = value ? /^"([\w-]+)"$/.exec(analysis.text.slice(value.start, value.end))?.[1] : undefined;
  const around = /traefik\.(?:http|tcp|udp)\.(?:routers|services)\.([\w-]+)\./.exec(tagsText(analysis, cursor))?.[1];
  const own = around ?? written ?? '<router>';
  return { own, middleware: own === '<router>' ? '<middleware>' : own };
}

const tagsText = ({ text }: Analysis, { item }: Cursor): string =>
  item?.type === 'Attribute' ? text.slice(item.value.start, item.value.end) : '';

function valueItems(
  analysis: Analysis,
  cursor: Cursor,
  place: TagPlace,
  before: string,
  equals: number,
): readonly CompletionItem[] {
  const key = findKey(wordsOf(before.slice(0, equals).trim()));
  if (!key) return [];
  const last = key.words.at(-1) ?? '';
  const value = before.slice(equals + 1);
  if (last === 'rule') return ruleItems(place, value, key.words[1] === 'tcp' ? 'tcp' : 'http');
  const typed = /[^,\s]*$/.exec(value)?.[0] ?? '';
  const rest = /^[^,\s]*/.exec(place.text.slice(place.offset))?.[0] ?? '';
  const replace = place.mapped.toSource({ start: place.offset - typed.length, end: place.offset + rest.length });
  return valuesOf(analysis, cursor, last, key.type, key.words[2]).map(([label, detail], i) => ({
    label,
    kind: 'value',
    detail,
    insert: label,
    replace,
    order: 10 + i / 100,
  }));
}

function ruleItems(place: TagPlace, value: string, protocol: 'http' | 'tcp'): readonly CompletionItem[] {
  // Within a value in quotes nothing is offered.
  if ((value.match(/`/g)?.length ?? 0) % 2 === 1 || (value.match(/"/g)?.length ?? 0) % 2 === 1) return [];
  const word = wordAt(place.text, place.offset);
  const called = place.text[word.end] === '(';
  return matchersOf(protocol).map((matcher, i) => ({
    label: matcher.name,
    kind: 'function',
    detail: `${matcher.name}(${matcher.parameters.join(', ')})`,
    documentation: `${matcher.description}\n\n\`${matcher.example}\``,
    insert: called
      ? matcher.name
      : `${matcher.name}(${matcher.parameters
          .filter((name) => !name.endsWith('?'))
          .map((name, at) => `\`\${${at + 1}:${name}}\``)
          .join(', ')})`,
    snippet: !called,
    replace: place.mapped.toSource(word),
    order: 10 + i / 100,
  }));
}
