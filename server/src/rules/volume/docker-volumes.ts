/** The entries of `volumes` in the config of a container: what stands between the colons, and where. */
import type { BlockInstance } from '../../schema/instance';
import { textOf, textsOf } from '../facts/known';

export interface DockerVolume {
  readonly source: string;
  readonly destination: string;
  readonly readOnly: boolean;
  readonly start: number;
  readonly end: number;
}

/** Only for the default volume driver: with another one, sources are names that it knows. */
export function dockerVolumes(config: BlockInstance): readonly DockerVolume[] {
  if (textOf(config, 'volume_driver') !== '') return [];
  return textsOf(config, 'volumes').flatMap(({ text, start, end }) => {
    const [source, destination, mode = ''] = text.split(':');
    return source && destination ? [{ source, destination, readOnly: mode.split(',').includes('ro'), start, end }] : [];
  });
}
