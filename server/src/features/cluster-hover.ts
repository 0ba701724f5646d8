/** Hover with a cluster: where it has the thing under the cursor, and how old that knowledge is. */
import type { Analysis } from '../analysis';
import type { ClusterFacts } from '../cluster/facts';
import { nodesOf } from '../cluster/nodes';
import { asOf } from '../cluster/words';
import type { Hover } from './answers';
import { attributeNames, clusterNames } from './cluster-names';
import { type Cursor, cursorAt, innermost, inValue } from './cursor';
import { hover } from './hover';

export function hoverThere(analysis: Analysis, offset: number, cluster: ClusterFacts | undefined): Hover | undefined {
  const found = hover(analysis, offset);
  if (!cluster) return found;
  const cursor = cursorAt(analysis, offset);
  const { item } = cursor;
  if (item?.type !== 'Attribute' || !inValue(item, offset)) return found;
  const told = tell(analysis, cluster, cursor, item.name.name);
  if (!told) return found;
  const text = `**${cluster.cluster}** ${asOf(cluster)}: ${told}`;
  if (!found) return { start: item.value.start, end: item.value.end, markdown: text };
  return { ...found, markdown: `${text}\n\n${found.markdown}` };
}

/** `"data" is a host volume, on 3 of 5 nodes`; undefined where there is nothing to tell. */
function tell(analysis: Analysis, cluster: ClusterFacts, cursor: Cursor, attribute: string): string | undefined {
  const nodes = nodesOf(cluster);
  const traversal = innermost(cursor, 'ScopeTraversal');
  if (traversal) {
    const name = analysis.text.slice(traversal.start, traversal.end);
    const found = nodes && attributeNames(nodes).find((one) => one.name === name);
    return found && `\`${name}\` ${found.detail}`;
  }
  const word = wordAt(cursor);
  const all =
    word === undefined
      ? []
      : clusterNames(cluster, cursor, attribute, analysis.text).filter(({ name }) => name === word);
  return all.length > 0 ? all.map(({ detail }) => `\`${word}\` ${detail}`).join('; ') : undefined;
}

/** The text or number under the cursor. */
function wordAt(cursor: Cursor): string | undefined {
  const template = innermost(cursor, 'Template');
  const [part, ...others] = template?.parts ?? [];
  if (part?.type === 'TemplateText' && others.length === 0) return part.value;
  return innermost(cursor, 'Literal')?.raw;
}
