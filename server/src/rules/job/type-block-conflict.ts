/** A block or attribute that Nomad allows only in jobs of other types. */
import { isEmptyUpdate, jobAround, jobTypeOf } from '../../job/canonical';
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { orList } from '../../schema/messages';
import { forEachBlock } from '../../schema/validate';
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
    forEachBlock(file.instance, (block) => {
      const type = jobTypeOf(block);
      if (type === undefined || !knownTypes.includes(type)) return;
      const tell = (name: string, item: AttributeInstance | BlockInstance, types: readonly string[]): void => {
        const isAttribute = 'expression' in item;
        const { start, end } = isAttribute ? item.nameSpan : item.header;
        const job = jobAround(block);
        const written = job?.attributes.get('type');
        report({
          start,
          end,
          message: `A ${type} job cannot have ${isAttribute ? `"${name}"` : `${/^[aeiou]/.test(name) ? 'an' : 'a'} "${name}" block`}; only jobs of type ${orList(types)} can.${written ? '' : ' A job without "type" is a service.'}`,
          related: written && [{ ...written.span, message: `The type is "${type}"` }],
          fixes: [
            ...(job ? typeFixes(file.text, job, name, types) : []),
            { title: `Remove "${name}"`, edits: [removeLines(file.text, item.span)] },
          ],
        });
      };
      // volume/per-alloc says more about its own.
      if (block.type === 'volume') return;
      for (const [name, attribute] of block.attributes) {
        const types = attribute.schema?.schema['x-nomad-job-types'];
        if (
          !types ||
          types.includes(type) ||
          attribute.value === null ||
          attribute.value === false ||
          attribute.value === UNKNOWN
        )
          continue;
        tell(name, attribute, types);
      }
      for (const [name, inner] of block.blocks) {
        const types = name === 'periodic' ? ending : block.schema.blocks.get(name)?.property['x-nomad-job-types'];
        if (!types || types.includes(type)) continue;
        for (const one of inner) if (hasEffect(one)) tell(name, one, types);
      }
    });
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
