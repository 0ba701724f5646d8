/** A size in a mount: what it means, and the volume specification where it belongs. */
import type { Analysis } from '../../analysis';
import { type Finding, type Fix, fixesOf } from '../../problem';
import { removeLines } from '../../text-edits';
import { childrenOf, labelOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { newVolumeFile, volumeFileName } from '../facts/volume-spec';
import { blocksWith } from '../facts/walk';

/** The finding with its reason and repair, when it is about the size of a `volume_mount`, which Nomad refuses. */
export function withCapacity(id: string, finding: Finding, analysis: Analysis): Finding {
  if (id !== 'schema/unknown-attribute') return finding;
  const mount = blocksWith(analysis.instance, 'volume-mount').find((block) =>
    [...block.attributes.values()].some(({ nameSpan }) => nameSpan.start === finding.start),
  );
  const name = analysis.text.slice(finding.start, finding.end);
  const attribute = mount?.attributes.get(name);
  if (!mount || !attribute || !/^(size|capacity)/.test(name)) return finding;
  const value = analysis.text.slice(attribute.expression.start, attribute.expression.end);
  const volume = childrenOf(mount.parent?.parent ?? mount, 'volume').find(
    (one) => labelOf(one) === textOf(mount, 'volume'),
  );
  const source = volume && textOf(volume, 'source');
  const type = volume && textOf(volume, 'type');
  const spec: Fix[] =
    source && (type === 'host' || type === 'csi') && /^"[^"$%]*"$|^\d+$/.test(value)
      ? [
          {
            title: `Write it into a volume specification, ${volumeFileName(source)}`,
            edits: [removeLines(analysis.text, attribute.span)],
            files: [newVolumeFile(analysis.file.uri, source, type, value)],
          },
        ]
      : [];
  return {
    ...finding,
    message: `A mount has no "${name}": a volume gets its size when it is made, by capacity_min and capacity_max in its volume specification.`,
    fixes: [...fixesOf(finding), ...spec],
  };
}
