/** Automatic promotion without canaries, or in some groups only. */
import { updateOf } from '../../job/canonical';
import { groupsOf, labelOf } from '../facts/job-view';
import { markOf } from '../facts/marks';
import { removeAttribute, setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const canaryPromote: Rule = {
  id: 'update/canary-promote',
  level: 'error',
  title: 'Automatic promotion that cannot happen',
  languages: ['nomad'],
  about: 'auto_promote',
  docs: {
    why: '`auto_promote` makes a deployment go on when its canaries are healthy, so there must be canaries: with `canary = 0` Nomad refuses the job. A deployment is promoted as a whole: when one group with canaries waits for a person, all do, and Nomad warns.',
    wrong: 'update {\n  auto_promote = true\n}',
    right: 'update {\n  canary       = 1\n  auto_promote = true\n}',
    sources: ['nomad/structs/structs.go UpdateStrategy.Validate, Job.Warnings'],
  },
  check(file, report) {
    const strategies = groupsOf(file.instance).map((group) => ({ group, update: updateOf(group) }));
    for (const { group, update } of strategies) {
      if (update?.flag('auto_promote') !== true || update.number('canary') !== 0) continue;
      const mark = markOf(update, ['auto_promote'], group.header);
      const block = update.setting('auto_promote').attribute
        ? update.blocks.find((b) => b.attributes.has('auto_promote'))
        : undefined;
      report({
        ...mark,
        message: 'auto_promote promotes canaries, but there are none. Set canary to at least 1.',
        fixes: block
          ? [...setAttribute(file.text, block, 'canary', '1'), ...removeAttribute(file.text, block, 'auto_promote')]
          : [],
      });
    }
    if (
      strategies.some(
        ({ update }) => update && (update.flag('auto_promote') === undefined || update.number('canary') === undefined),
      )
    )
      return;
    const promoting = strategies.filter(({ update }) => update?.flag('auto_promote') === true);
    const waiting = strategies.filter(
      ({ update }) => update && update.number('canary') !== 0 && !update.flag('auto_promote'),
    );
    const [first] = waiting;
    if (promoting.length === 0 || !first?.update) return;
    for (const { group, update } of promoting) {
      if (!update || update.number('canary') === 0) continue;
      report({
        ...markOf(update, ['auto_promote'], group.header),
        severity: 'warning',
        message: `The deployment still waits for a person: group "${labelOf(first.group) ?? ''}" has canaries without auto_promote. Set it for all groups with canaries.`,
        related: [
          {
            ...markOf(first.update, ['auto_promote', 'canary'], first.group.header),
            message: 'These canaries are not promoted by themselves',
          },
        ],
      });
    }
  },
};
