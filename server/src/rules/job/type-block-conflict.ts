/** A block or attribute that Nomad allows only in jobs of other types. */
import { isEmptyUpdate, jobAround, jobTypeOf } from '../../job/canonical';
import type { Fix } from '../../problem';
import { blocksOfType, markedAttributes, markedBlocks } from '../../schema/blocks';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { orList } from '../../schema/messages';
import { removeLines } from '../../text-edits';
import { UNKNOWN } from '../../values/read';
import { valueOf } from '../facts/job-view';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const typeBlockConflict: Rule = {
  id: 'job/type-block-conflict',
  level: 'error',
  title: 'Something that jobs of this type cannot have',
  languages: ['nomad'],
  docs: {
    why: 'What a job may say depends on its type. Only batch and sysbatch jobs end, so only they are periodic, parameterized or limited in their run time; only service and system jobs are deployed, so only they have an `update` strategy; a system job runs on every node, so nothing steers where it goes. Nomad refuses the job. Without `type` a job is a service.',
    wrong: 'job "backup" {\n  periodic {\n    crons = ["@daily"]\n  }\n}',
    right: 'job "backup" {\n  type = "batch"\n  periodic {\n    crons = ["@daily"]\n  }\n}',
    sources: [
      'nomad/structs/structs.go Job.Validate, TaskGroup.Validate, Task.Validate',
      'nomad/structs/group.go DisconnectStrategy.Validate',
    ],
  },
  check(file, report) {
    const tell = (
      block: BlockInstance,
      name: string,
      item: AttributeInstance | BlockInstance,
      types: readonly string[],
    ) => {
      const type = jobTypeOf(block);
      if (type === undefined || !knownTypes.includes(type) || types.includes(type)) return;
      const isAttribute = 'expression' in item;
      const { start, end } = isAttribute ? item.nameSpan : item.header;
      const job = jobAround(block);
      const written = job?.attributes.get('type');
      report({
        start,
        end,
        message: `A ${type} job cannot have ${isAttribute ? `"${name}"` : `${/^[aeiou]/.test(name) ? 'an' : 'a'} "${name}" block`}; only jobs of type ${orList(types)} can.${written ? '' : ' A job without "type" is a service.'}`,
        related: written && [{ ...written.span, message: `The type is "${type}"` }],
        fixes: () => [
          ...(job ? typeFixes(file.text, job, name, types) : []),
          { title: `Remove "${name}"`, edits: [removeLines(file.text, item.span)] },
        ],
      });
    };
    for (const { block, attribute } of markedAttributes(file.instance, 'x-nomad-job-types')) {
      const { name, value, schema } = attribute;
      // volume/per-alloc says more about its own.
      if (block.type === 'volume' || value === null || value === false || value === UNKNOWN) continue;
      tell(block, name, attribute, schema?.schema['x-nomad-job-types'] ?? knownTypes);
    }
    for (const block of markedBlocks(file.instance, 'x-nomad-job-types')) {
      const types = block.block?.property['x-nomad-job-types'] ?? knownTypes;
      if (block.parent && hasEffect(block)) tell(block.parent, block.type, block, types);
    }
    for (const block of blocksOfType(file.instance, 'periodic')) {
      if (block.parent?.type === 'job' && hasEffect(block)) tell(block.parent, 'periodic', block, ending);
    }
  },
};

/** Not in the schema: a periodic block that is switched off may stand in any job. */
const ending = ['batch', 'sysbatch'];

const knownTypes = ['service', 'batch', 'system', 'sysbatch'];

/** Nomad overlooks such a periodic block, and a job's update block in which everything is zero. */
function hasEffect(block: BlockInstance): boolean {
  if (block.type === 'periodic')
    return valueOf(block, 'enabled') === undefined ? !block.open : valueOf(block, 'enabled') === true;
  return !(block.type === 'update' && block.parent?.type === 'job' && isEmptyUpdate(block));
}

/** What a periodic or parameterized job was meant to be is plain. */
function typeFixes(text: string, job: BlockInstance, name: string, types: readonly string[]): readonly Fix[] {
  const [type] = types;
  return type && (name === 'periodic' || name === 'parameterized')
    ? setAttribute(text, job, 'type', JSON.stringify(type))
    : [];
}
