/** A volume of a type that Nomad does not know: it drops it. */

import type { BlockInstance } from '../../schema/instance';
import { leadingPart } from '../../schema/leading-part';
import { insertFirst } from '../../text-edits';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { isKept, lastOfLabel, mountsOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const typeUnknown: Rule = {
  id: 'volume/type-unknown',
  level: 'warning',
  title: 'A volume that is neither host nor csi',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'A `volume` is of type `host` or `csi`. Nomad drops a volume of any other type, or of none, without a word. A task that mounts it then refers to a volume that does not exist, and Nomad refuses the job.',
    wrong: 'volume "data" {\n  source = "data"\n}',
    right: 'volume "data" {\n  type   = "host"\n  source = "data"\n}',
    sources: ['command/agent/job_endpoint.go ApiTgToStructsTG', 'nomad/structs/volumes.go VolumeRequest.Validate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const volume of lastOfLabel(childrenOf(group, 'volume'))) {
        const name = labelOf(volume);
        const mount = mountsOf(group).find((m) => name !== undefined && textOf(m, 'volume') === name);
        const attribute = volume.attributes.get('type');
        if (isKept(volume) !== false) continue;
        const { start, end } = attribute?.expression ?? leadingPart(volume);
        report({
          start,
          end,
          severity: mount ? 'error' : undefined,
          message: `Volume "${name ?? ''}" has no type that Nomad knows, so Nomad drops it${mount ? ' and the mount refers to nothing' : ''}. Use type = "host" or "csi".`,
          related: mount && [{ ...mount.header, message: 'mounted here' }],
          fixes: attribute ? choose(attribute.expression) : add(file.text, volume),
        });
      }
    }
  },
};

const types = ['host', 'csi'];

const choose = ({ start, end }: { start: number; end: number }) =>
  types.map((type) => ({ title: `Change to "${type}"`, edits: [{ start, end, text: `"${type}"` }] }));

const add = (text: string, volume: BlockInstance) => {
  const { node } = volume;
  return node
    ? types.map((type) => ({ title: `Add type = "${type}"`, edits: [insertFirst(text, node, `type = "${type}"`)] }))
    : [];
};
