/** A volume whose source holds a runtime reference: Nomad does not fill it in. */
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { insertLast } from '../../text-edits';
import { isRuntime, placeOf, textOf } from '../facts/known';
import { describeVolume, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const sourceRuntimeVar: Rule = {
  id: 'volume/source-runtime-var',
  level: 'warning',
  title: 'A volume source with a runtime reference',
  languages: ['nomad'],
  about: 'volume',
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
        message: `Nomad does not fill in references in the source of a volume: it looks for a volume called "${source}", and ${describeVolume(volume)} is never found. For a volume for each allocation there are sticky = true (a dynamic host volume) and per_alloc = true.`,
        fixes: perAllocFix(file.text, volume, source),
      });
    }
  },
};

/** The source without its references, and a volume for each allocation. */
function perAllocFix(text: string, volume: BlockInstance, source: string): readonly Fix[] {
  const expression = volume.attributes.get('source')?.expression;
  const plain = source.replaceAll(/[-_.]?\$\{[^}]*\}/g, '');
  if (expression?.type !== 'Template' || plain === '' || volume.attributes.has('per_alloc') || !volume.node) return [];
  const { start, end } = expression;
  const { node } = volume;
  const ways =
    textOf(volume, 'type') === 'host' && !volume.attributes.has('sticky') ? ['sticky', 'per_alloc'] : ['per_alloc'];
  return ways.map((way, i) => ({
    title: `Use "${plain}" with ${way} = true`,
    preferred: i === 0,
    edits: [{ start, end, text: JSON.stringify(plain) }, insertLast(text, node, `${way} = true`)],
  }));
}
