/** A volume for each allocation, where that cannot work. */

import { jobTypeOf, updateOf } from '../../job/canonical';
import type { Related } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { flagOf, textOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { describeVolume, isKept, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const perAlloc: Rule = {
  id: 'volume/per-alloc',
  level: 'error',
  title: 'per_alloc where allocations have no number of their own',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'With `per_alloc` the number of the allocation is added to the source: `data[0]`, `data[1]`. Allocations of system and sysbatch jobs all have the number 0, a canary has the number of the allocation that it replaces, and `sticky` binds a volume in another way. Nomad refuses these combinations. With a host volume it accepts `per_alloc` (a warning): there must be volumes whose names end in `[0]`, `[1]` and so on.',
    wrong: 'volume "data" {\n  type      = "host"\n  source    = "data"\n  per_alloc = true\n  sticky    = true\n}',
    right: 'volume "data" {\n  type   = "host"\n  source = "data"\n  sticky = true\n}',
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
      const withCanaries = typeof canary?.value === 'number' && canary.value > 0;
      if (withCanaries)
        tell(
          `with canaries (update.canary = ${canary.value})`,
          canary.attribute && [{ ...canary.attribute.span, message: 'canaries are asked for here' }],
        );
      const sticky = flagOf(volume, 'sticky');
      if (sticky === true) tell('together with "sticky"', stickyHere(volume));
      const source = textOf(volume, 'source');
      if (type === 'system' || type === 'sysbatch' || withCanaries) continue;
      if (textOf(volume, 'type') !== 'host' || sticky !== false || !source) continue;
      const way = volume.attributes.get('sticky') ? undefined : removeAttribute(file.text, volume, 'per_alloc')[0];
      report({
        start,
        end,
        severity: 'warning',
        message: `Nomad looks for host volumes called "${source}[0]", "${source}[1]" and so on: each has to be made under such a name. With dynamic host volumes sticky = true gives each allocation one of its own.`,
        fixes: way && [
          {
            title: 'Change to sticky = true',
            edits: way.edits.map(({ start, end }) => ({ start, end, text: stickyLine(file.text, start) })),
          },
        ],
      });
    }
  },
};

/** In place of the line that starts here. */
const stickyLine = (text: string, start: number): string => {
  const alone = start === 0 || text[start - 1] === '\n';
  return alone ? `${/^[ \t]*/.exec(text.slice(start))?.[0] ?? ''}sticky = true\n` : 'sticky = true';
};

function stickyHere(volume: BlockInstance): readonly Related[] {
  const sticky = volume.attributes.get('sticky');
  return sticky ? [{ start: sticky.span.start, end: sticky.span.end, message: '"sticky" is set here' }] : [];
}
