/** The text of a new volume specification, for repairs that make the file. */
import type { FileChange } from '../../problem';

/**
 * @param beside the URI of a file in the same folder
 * @param capacity as HCL, with quotes when it is a text
 */
export function newVolumeFile(beside: string, source: string, type: 'host' | 'csi', capacity?: string): FileChange {
  const text = `${[
    ...(type === 'csi'
      ? ['type      = "csi"', `id        = "${source}"`, `name      = "${source}"`, 'plugin_id = "nfs"']
      : ['type      = "host"', `name      = "${source}"`, 'plugin_id = "mkdir"']),
    ...(capacity === undefined ? [] : ['', `capacity_min = ${capacity}`, `capacity_max = ${capacity}`]),
    '',
    'capability {',
    '  access_mode     = "single-node-writer"',
    '  attachment_mode = "file-system"',
    '}',
  ].join('\n')}\n`;
  const uri = beside.replace(/[^/]*$/, volumeFileName(source));
  return { uri, before: undefined, mustBeNew: true, edits: [{ start: 0, end: 0, text }] };
}

export const volumeFileName = (source: string): string => `${source.replace(/[^\w.-]+/g, '-')}.volume.hcl`;
