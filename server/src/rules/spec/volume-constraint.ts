/** Constraints of a host volume that say what is so anyway, which Nomad refuses. */
import { removeLines } from '../../text-edits';
import { childrenOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import type { Rule } from '../rule';
import { volumeTypeOf } from './volume-type';

export const volumeConstraint: Rule = {
  id: 'spec/volume-constraint',
  level: 'error',
  title: 'A distinct_… constraint in a volume specification',
  languages: ['nomad-volume'],
  docs: {
    why: 'Host volumes of the same name are always on different nodes. Nomad refuses a volume specification that asks for it with distinct_hosts or distinct_property.',
    wrong: 'type = "host"\nname = "wiki"\nconstraint {\n  distinct_hosts = true\n}',
    right: 'type = "host"\nname = "wiki"\nconstraint {\n  attribute = "${attr.kernel.name}"\n  value     = "linux"\n}',
    sources: ['nomad/structs/host_volumes.go HostVolume.Validate'],
  },
  check(file, report) {
    if (volumeTypeOf(file.instance) !== 'host') return;
    for (const block of childrenOf(file.instance, 'constraint')) {
      const operator = textOf(block, 'operator') ?? '';
      const attribute =
        (block.attributes.get('distinct_hosts')?.value === true && block.attributes.get('distinct_hosts')) ||
        block.attributes.get('distinct_property') ||
        (/^distinct_/.test(operator) && block.attributes.get('operator'));
      if (!attribute) continue;
      report({
        start: attribute.span.start,
        end: attribute.span.end,
        message: `Host volumes of one name are on different nodes anyway, and Nomad refuses ${attribute.name === 'operator' ? operator : attribute.name} here. Remove this constraint.`,
        fixes: [
          { title: 'Remove this constraint', preferred: true, safe: true, edits: [removeLines(file.text, block.span)] },
        ],
      });
    }
  },
};
