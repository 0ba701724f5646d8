/** A volume that does not say what is to be mounted. */

import { labelOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { describeVolume, isKept, volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

export const sourceMissing: Rule = {
  id: 'volume/source-missing',
  level: 'error',
  title: 'A volume without a source',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'The label of a `volume` is the name under which the tasks of the group mount it. What is mounted is said by `source`: the name of a host volume of the client, or the id of a CSI volume. Nomad refuses a volume without one.',
    wrong: 'volume "data" {\n  type = "host"\n}',
    right: 'volume "data" {\n  type   = "host"\n  source = "postgres-data"\n}',
    sources: ['nomad/structs/volumes.go VolumeRequest.Validate'],
  },
  check(file, report) {
    for (const { volume } of volumesOf(file.instance)) {
      if (isKept(volume) !== true || textOf(volume, 'source') !== '') continue;
      report({
        ...placeOf(volume, 'source'),
        message:
          `${describeVolume(volume)} has no source. Name the host volume, or the id of the CSI volume, that is to be mounted.`.replace(
            /^v/,
            'V',
          ),
        fixes: setAttribute(file.text, volume, 'source', JSON.stringify(labelOf(volume) ?? '')),
      });
    }
  },
};
