/** The type of a volume specification, which Nomad reads in upper or lower case. */
import type { BlockInstance } from '../../schema/instance';
import { textOf } from '../facts/known';

export function volumeTypeOf(root: BlockInstance): 'csi' | 'host' | undefined {
  const type = textOf(root, 'type')?.toLowerCase();
  return type === 'csi' || type === 'host' ? type : undefined;
}
