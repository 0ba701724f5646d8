/** A volume whose source holds a runtime reference: Nomad does not fill it in. */
import { isRuntime, placeOf, textOf } from '../known';
import { setAttribute } from '../repairs';
import type { Rule } from '../rule';
import { describeVolume, volumesOf } from '../volumes';

export const sourceRuntimeVar: Rule = {
  id: 'volume/source-runtime-var',
  level: 'warning',
  title: 'A volume source with a runtime reference',
  languages: ['nomad'],
  docs: {
    why: 'The scheduler looks for a volume by its source before there is an allocation, so `${NOMAD_…}` and `${node.…}` stay text: no volume has that name, and the group is never placed. For a volume for each allocation there is `per_alloc` (the source gets `[0]`, `[1]`, …), or `sticky`.',
    wrong: 'volume "data" {\n  type   = "host"\n  source = "data-${NOMAD_ALLOC_INDEX}"\n}',
    right: 'volume "data" {\n  type      = "host"\n  source    = "data"\n  per_alloc = true\n}',
    sources: ['scheduler/feasible/feasible.go HostVolumeChecker', 'client/allocrunner/taskrunner/volume_hook.go'],
  },
  check(file, report) {
    for (const { volume } of volumesOf(file.instance)) {
      const source = textOf(volume, 'source');
      if (!source || !isRuntime(source)) continue;
      report({
        ...placeOf(volume, 'source'),
        message: `Nomad does not fill in references in the source of a volume: it looks for a volume called "${source}", and ${describeVolume(volume)} is never found. Use per_alloc = true for a volume for each allocation.`,
        fixes: volume.attributes.has('per_alloc') ? [] : setAttribute(file.text, volume, 'per_alloc', 'true', false),
      });
    }
  },
};
