/** `iops`, which nothing reads any more. */
import { deprecatedAttribute } from './attribute-rule';

export const deprecatedIops = deprecatedAttribute({
  id: 'deprecated/iops',
  level: 'warning',
  title: 'iops',
  docs: {
    why: 'Disk operations have not been planned since Nomad 0.9. Nomad accepts `iops` with a warning and overlooks it.',
    wrong: 'resources {\n  iops = 10\n}',
    right: 'resources {\n  cpu = 100\n}',
    sources: ['nomad/structs/structs.go Task.Warnings'],
  },
  block: 'resources',
  attribute: 'iops',
  message: '"iops" has no effect since Nomad 0.9. Remove it.',
  isDead: true,
});
