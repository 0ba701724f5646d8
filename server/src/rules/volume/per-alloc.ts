/** A volume for each allocation, where that cannot work. */

import { jobTypeOf, updateOf } from '../../job/canonical';
import type { Related } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { flagOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { describeVolume, isKept, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const perAlloc: Rule = {
  id: 'volume/per-alloc',
  level: 'error',
  title: 'per_alloc where allocations have no number of their own',
  languages: ['nomad'],
  docs: {
    why: 'With `per_alloc` the number of the allocation is added to the source: `data[0]`, `data[1]`. Allocations of system and sysbatch jobs all have the number 0, a canary has the number of the allocation that it replaces, and `sticky` binds a volume in another way. Nomad refuses these combinations.',
    wrong: 'volume "data" {\n  type      = "host"\n  source    = "data"\n  per_alloc = true\n  sticky    = true\n}',
    right: 'volume "data" {\n  type      = "host"\n  source    = "data"\n  per_alloc = true\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest.Validate'],
  },
  check(file, report) {
    for (const { volume, group } of volumesOf(file.instance)) {
      const attribute = volume.attributes.get('per_alloc');
      if (!attribute || flagOf(volume, 'per_alloc') !== true || isKept(volume) !== true) continue;
      const { start, end } = attribute.span;
      const tell = (why: string, related?: readonly Related[]) =>
        report({
          start,
          end,
          message: `"per_alloc" of ${describeVolume(volume)} does not work ${why}. Remove one of the two.`,
          related,
          fixes: removeAttribute(file.text, volume, 'per_alloc'),
        });
      const type = jobTypeOf(group);
      if (type === 'system' || type === 'sysbatch') {
        report({
          start,
          end,
          message: `"per_alloc" of ${describeVolume(volume)} does not work in a ${type} job: its allocations have no numbers. Remove it.`,
          fixes: removeAttribute(file.text, volume, 'per_alloc', true),
        });
      }
      const canary = updateOf(group)?.setting('canary');
      if (typeof canary?.value === 'number' && canary.value > 0)
        tell(
          `with canaries (update.canary = ${canary.value})`,
          canary.attribute && [{ ...canary.attribute.span, message: 'canaries are asked for here' }],
        );
      if (flagOf(volume, 'sticky') === true) tell('together with "sticky"', stickyHere(volume));
    }
  },
};

function stickyHere(volume: BlockInstance): readonly Related[] {
  const sticky = volume.attributes.get('sticky');
  return sticky ? [{ start: sticky.span.start, end: sticky.span.end, message: '"sticky" is set here' }] : [];
}
