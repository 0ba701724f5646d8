/** The job of a file, as one cluster would take it: in which namespace it runs, and on which nodes it may. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import type { ClusterFacts } from '../../cluster/facts';
import type { WhereTo } from '../../cluster/nodes';
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { itemsOf } from '../facts/items';
import { jobOf } from '../facts/job-view';
import { isRuntime, textOf } from '../facts/known';

export interface JobThere extends WhereTo {
  readonly job: BlockInstance;
  /** Undefined when it is not known. */
  readonly namespace: string | undefined;
}

/** Undefined when there is no job, or when it goes elsewhere: into another region, or into several. */
export function jobThere(file: Analysis, cluster: ClusterFacts): JobThere | undefined {
  const job = jobOf(file.instance);
  if (!job || job.blocks.has('multiregion') || job.openTypes.has('multiregion')) return undefined;
  const region = textThere(file, job, 'region');
  if (region === undefined || (region !== '' && region !== cluster.region)) return undefined;
  const namespace = textThere(file, job, 'namespace');
  const pool = textThere(file, job, 'node_pool');
  return {
    job,
    namespace: namespace === '' ? cluster.namespace : namespace,
    pool: pool === '' ? 'default' : pool,
    datacenters: datacentersOf(file, job),
  };
}

/** The text of an attribute, "" when it is not set; undefined when another run may give it another value. */
export function textThere(file: Analysis, block: BlockInstance, name: string): string | undefined {
  const text = textOf(block, name);
  const attribute = block.attributes.get(name);
  if (text === undefined || isRuntime(text) || (attribute && isInput(file, attribute.expression))) return undefined;
  return text;
}

/** A value that a variable gives is not the file's own: who runs the job says another one. */
export const isInput = ({ text }: Analysis, { start, end }: Span): boolean => /\bvar\b/.test(text.slice(start, end));

/** "Change to …", where the value is written as it is. */
export function change(file: Analysis, { start, end }: Span, suggestion: string | undefined): readonly Fix[] {
  if (suggestion === undefined || file.text[start] !== '"') return [];
  return [
    {
      title: `Change to "${suggestion}"`,
      preferred: true,
      edits: [{ start, end, text: JSON.stringify(suggestion) }],
    },
  ];
}

export const spanOf = ({ expression: { start, end } }: AttributeInstance): Span => ({ start, end });

function datacentersOf(file: Analysis, job: BlockInstance): readonly string[] | undefined {
  const attribute = job.attributes.get('datacenters');
  if (!attribute || attribute.value === null) return job.open ? undefined : ['*'];
  if (isInput(file, attribute.expression) || !Array.isArray(attribute.value)) return undefined;
  const texts = itemsOf(job, 'datacenters').map(({ value }) => value);
  return texts.every((text): text is string => typeof text === 'string' && !isRuntime(text)) ? texts : undefined;
}
