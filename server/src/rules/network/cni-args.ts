/** Arguments for CNI plugins that cannot be passed on. */
import type { Span } from '@hcl/parser';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf } from '../facts/job-view';
import { isCertain, isRuntime, placeOf } from '../facts/known';
import { groupNetworks } from '../facts/ports';
import type { Rule } from '../rule';

export const cniArgs: Rule = {
  id: 'network/cni-args',
  level: 'error',
  title: 'CNI arguments with a semicolon, or given twice',
  languages: ['nomad'],
  about: 'cni',
  docs: {
    why: 'The arguments reach the CNI plugins as one text, `key=value;key=value`. A semicolon in a key or a value would split it in the wrong place, and a key in two networks of a group would be given twice. Nomad refuses the job.',
    wrong: 'cni {\n  args = {\n    "NET;ID" = "blue"\n  }\n}',
    right: 'cni {\n  args = {\n    NET_ID = "blue"\n  }\n}',
    sources: ['nomad/structs/structs.go TaskGroup.validateNetworks'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const seen = new Map<string, BlockInstance>();
      for (const cni of groupNetworks(group).flatMap((network) => childrenOf(network, 'cni'))) {
        const attribute = cni.attributes.get('args');
        const args = attribute?.value;
        if (!attribute || args === null || typeof args !== 'object' || !isCertain(cni)) continue;
        for (const [key, value] of Object.entries(args)) {
          const place = itemSpan(cni, key);
          const other = seen.get(key);
          if (other) {
            report({
              ...place.key,
              message: `The CNI argument "${key}" is given twice in this group. Keep one.`,
              related: [{ ...itemSpan(other, key).key, message: `"${key}" is here first` }],
            });
          } else seen.set(key, cni);
          if (key.includes(';'))
            report({
              ...place.key,
              message: `A CNI argument cannot have ";" in its name: Nomad joins all arguments with it.`,
            });
          if (typeof value === 'string' && !isRuntime(value) && value.includes(';')) {
            report({
              ...place.value,
              message: `The CNI argument "${key}" cannot have ";" in its value: Nomad joins all arguments with it.`,
            });
          }
        }
      }
    }
  },
};

/** The key and the value of one argument in the text. */
function itemSpan(cni: BlockInstance, key: string): { readonly key: Span; readonly value: Span } {
  const whole = placeOf(cni, 'args');
  const expression = cni.attributes.get('args')?.expression;
  if (expression?.type !== 'Object') return { key: whole, value: whole };
  for (const item of expression.items) {
    const plain =
      item.key.type === 'Identifier'
        ? item.key.name
        : item.key.type === 'Template' && item.key.parts[0]?.type === 'TemplateText'
          ? item.key.parts[0].value
          : undefined;
    if (plain === key)
      return {
        key: { start: item.key.start, end: item.key.end },
        value: { start: item.value.start, end: item.value.end },
      };
  }
  return { key: whole, value: whole };
}
