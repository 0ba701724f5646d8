/** Completion with a cluster: its names first, each with the number of nodes; without one nothing is different. */
import type { Attribute } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { ClusterFacts } from '../cluster/facts';
import { nodesOf } from '../cluster/nodes';
import { asOf } from '../cluster/words';
import type { FileFacts } from '../workspace/facts';
import type { CompletionItem } from './answers';
import { attributeNames, type ClusterName, clusterNames } from './cluster-names';
import { complete } from './completion';
import { type Cursor, cursorAt, innermost, inValue } from './cursor';
import { type TemplateString, templateString } from './template-completion';
import { literalPlace } from './value-items';

export function completeThere(
  analysis: Analysis,
  offset: number,
  cluster: ClusterFacts | undefined,
  beside: () => readonly FileFacts[] = () => [],
): readonly CompletionItem[] {
  const items = complete(analysis, offset, beside);
  if (!cluster) return items;
  const cursor = cursorAt(analysis, offset);
  const { item } = cursor;
  if (item?.type !== 'Attribute' || !inValue(item, offset)) return items;
  const string = templateString(analysis, cursor);
  if (string) return string.name === 'nomadService' ? withServices(items, cluster, string) : items;
  const found = innermost(cursor, 'Interpolation') ? [] : clusterNames(cluster, cursor, item.name.name, analysis.text);
  if (found.length > 0) return merged(items, found, cluster, newItems(analysis, cursor, item));
  const nodes = nodesOf(cluster);
  // Where names of nodes are offered, there are also those that only this cluster has.
  const sample = items.find(({ label }) => label.startsWith('attr.'));
  if (!nodes || !sample || !isAboutNodes(cursor)) return items;
  return merged(items, attributeNames(nodes), cluster, ({ name }) => ({ insert: name, replace: sample.replace }));
}

type Placed = Pick<CompletionItem, 'insert' | 'replace'>;

/** Items that are there already say what the cluster has; what only the cluster has is put beside them. */
function merged(
  items: readonly CompletionItem[],
  found: readonly ClusterName[],
  cluster: ClusterFacts,
  place: (name: ClusterName) => Placed | undefined,
): readonly CompletionItem[] {
  const order = new Map(found.map(({ name }, i) => [name, 1 + Math.min(i, 300) / 100]));
  const byName = new Map(found.map((one) => [one.name, one]));
  const documentation = since(cluster);
  const told = items.map((item): CompletionItem => {
    const one = byName.get(item.label);
    if (!one) return item;
    return {
      ...item,
      detail: one.detail,
      documentation: [documentation, item.documentation].filter(Boolean).join('\n\n'),
      order: one.quiet ? item.order : (order.get(one.name) ?? item.order),
    };
  });
  const there = new Set(items.map(({ label }) => label));
  const others = found.flatMap((one): readonly CompletionItem[] => {
    const placed = one.quiet || there.has(one.name) ? undefined : place(one);
    if (!placed) return [];
    return [
      {
        label: one.name,
        kind: 'reference',
        detail: one.detail,
        documentation,
        ...placed,
        order: order.get(one.name) ?? 1,
      },
    ];
  });
  return [...others, ...told];
}

/** Those that are registered now; what only Consul knows is not among them. */
function withServices(
  items: readonly CompletionItem[],
  cluster: ClusterFacts,
  { replace }: TemplateString,
): readonly CompletionItem[] {
  const own = new Set(items.map(({ label }) => label));
  const services = (cluster.services ?? []).filter((name) => !own.has(name));
  return [
    ...items,
    ...services.map(
      (name, i): CompletionItem => ({
        label: name,
        kind: 'reference',
        detail: `a service of ${cluster.cluster}`,
        documentation: since(cluster),
        insert: name,
        replace,
        order: 20 + Math.min(i, 300) / 100,
      }),
    ),
  ];
}

/** For what stands beside a name. */
const since = (cluster: ClusterFacts): string => `${cluster.cluster} ${asOf(cluster)}.`;

/** Where a name goes: inside of the quotes that are there, or with quotes of its own. */
function newItems(analysis: Analysis, cursor: Cursor, { value }: Attribute): (name: ClusterName) => Placed | undefined {
  const place = literalPlace(value, cursor.offset, analysis.text);
  return ({ name }) => place && { insert: place.space + (place.quoted ? name : quoted(name)), replace: place.span };
}

/** `${…}` in a name is meant. */
const quoted = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`;

/** Blocks in which Nomad compares attributes of nodes. */
const isAboutNodes = ({ inner }: Cursor): boolean =>
  ['constraint', 'affinity', 'spread', 'device'].includes(inner.block?.name.name ?? '');
