/** What Nomad drops or misreads in the config of a driver. */
import type { Block } from '@hcl/parser';
import { blocksIn, blocksOfType } from '../../schema/blocks';
import type { Rule } from '../rule';

export const configLost: Rule = {
  id: 'driver/config-lost',
  level: 'warning',
  title: 'A part of config that does not reach the driver',
  languages: ['nomad'],
  docs: {
    why: 'The config of a driver is passed on as it stands: names with values, and blocks. When an attribute and a block have the same name, the block wins and the attribute is lost. A `dynamic` block is not written out there as elsewhere; it becomes a setting called `dynamic`, which the driver refuses when the task starts. Use a list with a `for` expression.',
    wrong:
      'config {\n  image = "app:1"\n  dynamic "mount" {\n    for_each = var.mounts\n    content {\n      target = mount.value\n    }\n  }\n}',
    right: 'config {\n  image = "app:1"\n  mount = [for target in var.mounts : { target = target }]\n}',
    sources: ['jobspec2/hclutil/blockattrs.go JustAttributes'],
  },
  check(file, report) {
    const configs = blocksOfType(file.instance, 'config').filter(
      ({ parent }) => parent?.type === 'task' || parent?.type === 'sidecar_task',
    );
    for (const block of configs.flatMap(blocksIn)) {
      const items = block.body?.items ?? [];
      const blocks = items.filter((item): item is Block => item.type === 'Block');
      for (const item of items) {
        if (item.type === 'Attribute') {
          const winner = blocks.find((b) => b.name.name === item.name.name);
          if (!winner || block.type !== 'config') continue;
          report({
            start: item.name.start,
            end: item.name.end,
            message: `"${item.name.name}" is also a block here, and the block wins: this value is lost. Keep one of the two.`,
            related: [{ start: winner.name.start, end: winner.name.end, message: 'the block is here' }],
          });
        } else if (item.type === 'Block' && item.name.name === 'dynamic') {
          report({
            start: item.name.start,
            end: item.labels.at(-1)?.end ?? item.name.end,
            message: `Nomad does not write out "dynamic" blocks in the config of a driver: the driver gets a setting called "dynamic" and refuses it. Use ${item.labels[0]?.value ?? 'name'} = [for … : { … }].`,
          });
        }
      }
    }
  },
};
