/** What the tags of a service tell Traefik: `traefik.<path>=<value>`, read as its Consul and Nomad providers do. */

import type { Span } from '@hcl/parser';
import { addTo } from '../group-by';
import { remembered } from '../remembered';
import { itemsOf } from '../rules/facts/items';
import type { AttributeInstance, BlockInstance } from '../schema/instance';
import { hole, type MappedText, mapText } from '../template/source-map';
import { UNKNOWN } from '../values/read';
import { hostsOf, parseRule } from './rule';

export type Protocol = 'http' | 'tcp' | 'udp';

/** One tag that begins with `traefik.`; the spans are places in the file. */
export interface TraefikTag {
  readonly text: string;
  /** In front of the `=`, without blanks around it. */
  readonly key: string;
  /** Behind the `=`; undefined when there is none: Traefik does not look at such a tag. */
  readonly value: string | undefined;
  readonly span: Span;
  readonly keySpan: Span;
  readonly valueSpan: Span;
  /** The words of the key, in lower case; `${…}` is one word. */
  readonly path: readonly string[];
  readonly mapped: MappedText;
  /** Where the value begins in `text`. */
  readonly valueStart: number;
}

export interface TraefikRouter {
  readonly protocol: Protocol;
  readonly name: string;
  readonly rule: string | undefined;
  readonly ruleTag: TraefikTag | undefined;
  /** Of `Host(…)` and `HostSNI(…)`, in lower case; without `*` and what is not known. */
  readonly hosts: readonly string[];
  readonly entryPoints: readonly string[];
  readonly tls: boolean;
  /** The first tag that names the router. */
  readonly span: Span;
}

export interface Traefik {
  readonly tags: readonly TraefikTag[];
  readonly routers: readonly TraefikRouter[];
  /** `traefik.enable`: undefined when no tag says it. */
  readonly enabled: boolean | undefined;
  /** Some tags are not known: nothing may be said to be missing. */
  readonly open: boolean;
}

/** @param service a `service` block */
export const traefikOf: (service: BlockInstance) => Traefik = remembered(readTags);

/** Tags of the attribute `tags` or `canary_tags`, those that are known. */
export function tagsIn(service: BlockInstance, name: 'tags' | 'canary_tags'): readonly TraefikTag[] {
  const attribute = service.attributes.get(name);
  return attribute ? itemsOf(service, name).flatMap(({ value, span }, i) => tagOf(attribute, i, value, span)) : [];
}

function readTags(service: BlockInstance): Traefik {
  const items = itemsOf(service, 'tags');
  const tags = tagsIn(service, 'tags');
  const enable = tags.findLast((tag) => tag.key.toLowerCase() === 'traefik.enable');
  return {
    tags,
    routers: routersOf(tags),
    enabled: enable === undefined ? undefined : enable.value?.toLowerCase() === 'true',
    open:
      service.open || service.attributes.get('tags')?.value === UNKNOWN || items.some(({ value }) => value === UNKNOWN),
  };
}

function tagOf(attribute: AttributeInstance, index: number, value: unknown, span: Span): TraefikTag[] {
  if (typeof value !== 'string' || !value.startsWith('traefik.')) return [];
  const { expression, context } = attribute;
  const item = expression.type === 'Tuple' && expression.items[index];
  const mapped = mapText(item && span.start === item.start ? item : expression, value, context);
  // A list that is computed as a whole: the text is known, not where it stands.
  const text = mapped?.text === value ? mapped : mapText(expression, undefined, context);
  return text?.text === value ? [split(text, span)] : [split(placeless(value, span), span)];
}

const placeless = (text: string, span: Span): MappedText => ({
  text,
  toSource: () => span,
  toText: () => undefined,
  isExact: () => false,
});

function split(mapped: MappedText, span: Span): TraefikTag {
  const { text } = mapped;
  const equals = equalsIn(text);
  const keyEnd = equals < 0 ? text.length : equals;
  const key = text.slice(0, keyEnd).trim();
  const value = equals < 0 ? undefined : text.slice(equals + 1).trim();
  const valueStart = equals < 0 ? text.length : text.length - text.slice(equals + 1).trimStart().length;
  return {
    text,
    key,
    value,
    span: { start: span.start, end: span.end },
    keySpan: mapped.toSource({ start: 0, end: key.length }),
    valueSpan: mapped.toSource({ start: valueStart, end: valueStart + (value ?? '').length }),
    path: wordsOf(key),
    mapped,
    valueStart,
  };
}

const equalsIn = (text: string): number => text.replace(/\$\{[^}]*\}/g, (name) => '_'.repeat(name.length)).indexOf('=');

/** The words of a key; a runtime reference may hold dots of its own. */
export const wordsOf = (key: string): readonly string[] =>
  (key.match(/(?:\$\{[^}]*\}|[^.])+|(?<=\.)(?=\.|$)/g) ?? []).map((word) =>
    word.includes('${') ? word : word.toLowerCase(),
  );

function routersOf(tags: readonly TraefikTag[]): readonly TraefikRouter[] {
  const groups = new Map<string, TraefikTag[]>();
  for (const tag of tags) {
    const [, protocol = '', kind, name] = tag.path;
    if (kind !== 'routers' || !name || tag.path.length < 5 || !['http', 'tcp', 'udp'].includes(protocol)) continue;
    const id = `${protocol} ${name}`;
    addTo(groups, id, tag);
  }
  return [...groups.values()].map((group): TraefikRouter => {
    const [first] = group as [TraefikTag];
    const last = (option: string): TraefikTag | undefined =>
      group.findLast((tag) => tag.path.slice(4).join('.') === option && tag.value !== undefined);
    const tls = group.filter((tag) => tag.path[4]?.split('[')[0] === 'tls' && tag.value !== undefined);
    const ruleTag = last('rule');
    const rule = ruleTag?.value;
    return {
      protocol: first.path[1] as Protocol,
      name: nameIn(first.key),
      rule,
      ruleTag,
      hosts: rule === undefined || rule.includes(hole) ? [] : hostsOf(parseRule(rule)),
      entryPoints: (last('entrypoints')?.value ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
      tls: tls.some((tag) => tag.path.length > 5 || tag.value?.toLowerCase() === 'true'),
      span: first.keySpan,
    };
  });
}

/** The fourth word, as it is written: names keep their case. */
const nameIn = (key: string): string => (key.match(/(?:\$\{[^}]*\}|[^.])+/g) ?? [])[3] ?? '';
