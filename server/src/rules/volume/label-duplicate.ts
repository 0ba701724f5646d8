/** Two volumes of one label: the last wins. */
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { isCertain } from '../facts/known';
import { removeBlock } from '../facts/repairs';
import type { Rule } from '../rule';

export const volumeLabelDuplicate: Rule = {
  id: 'volume/label-duplicate',
  level: 'warning',
  title: 'Two volumes of one group with the same label',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'The label is the name under which tasks mount the volume. Nomad keeps the last block of a label and drops the others without a word.',
    wrong:
      'volume "data" {\n  type   = "host"\n  source = "a"\n}\nvolume "data" {\n  type   = "host"\n  source = "b"\n}',
    right: 'volume "a" {\n  type   = "host"\n  source = "a"\n}\nvolume "b" {\n  type   = "host"\n  source = "b"\n}',
    sources: ['api/tasks.go TaskGroup.Volumes'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const last = new Map<string, BlockInstance>();
      for (const volume of childrenOf(group, 'volume').filter(isCertain).reverse()) {
        const label = labelOf(volume);
        if (label === undefined) continue;
        const winner = last.get(label);
        if (!winner) {
          last.set(label, volume);
          continue;
        }
        report({
          start: volume.header.start,
          end: volume.header.end,
          message: `Volume "${label}" is declared again below, and Nomad keeps only the last one. Give one of them another label, or remove it.`,
          related: [{ start: winner.header.start, end: winner.header.end, message: 'this one is kept' }],
          unnecessary: true,
          fixes: [removeBlock(file.text, volume)],
        });
      }
    }
  },
};
