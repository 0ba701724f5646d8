/** A shortest wait that is longer than the longest. */
import type { Span } from '@hcl/parser';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, numberOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { durationOf } from '../facts/marks';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const templateWait: Rule = {
  id: 'template/wait',
  level: 'error',
  title: 'A shortest wait that is longer than the longest',
  languages: ['nomad'],
  about: 'wait',
  docs: {
    why: '`min` is how long a template waits for things to settle, `max` how long at most. Nomad refuses the job when min is more.',
    wrong: 'wait {\n  min = "30s"\n  max = "10s"\n}',
    right: 'wait {\n  min = "10s"\n  max = "30s"\n}',
    sources: ['nomad/structs/structs.go WaitConfig.Validate'],
  },
  check(file, report) {
    for (const wait of tasksIn(file.instance).flatMap(({ task }) =>
      childrenOf(task, 'template').flatMap((template) => childrenOf(template, 'wait')),
    )) {
      const [min, max] = [numberOf(wait, 'min'), numberOf(wait, 'max')];
      if (min === undefined || max === undefined || min <= max) continue;
      report({
        ...placeOf(wait, 'min'),
        message: `The shortest wait, ${durationOf(min)}, is longer than the longest, ${durationOf(max)}.`,
        related: [{ ...placeOf(wait, 'max'), message: `The longest wait is ${durationOf(max)}` }],
        fixes: swapped(file.text, wait),
      });
    }
  },
};

function swapped(text: string, wait: BlockInstance): readonly Fix[] {
  const [min, max] = [wait.attributes.get('min')?.expression, wait.attributes.get('max')?.expression];
  if (!min || !max) return [];
  const edit = (to: Span, from: Span) => ({ start: to.start, end: to.end, text: text.slice(from.start, from.end) });
  return [{ title: 'Exchange the two', edits: [edit(min, max), edit(max, min)] }];
}
