/** A key that is required and optional at once. */
import type { Fix } from '../../problem';
import type { AttributeInstance } from '../../schema/instance';
import { itemsOf } from '../facts/items';
import { childrenOf } from '../facts/job-view';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const metaDisjoint: Rule = {
  id: 'parameterized/meta-disjoint',
  level: 'error',
  title: 'A meta key that is required and optional',
  languages: ['nomad'],
  about: 'parameterized',
  docs: {
    why: 'Who dispatches the job must give the keys of `meta_required` and may give those of `meta_optional`. A key in both lists is refused.',
    wrong: 'parameterized {\n  meta_required = ["input"]\n  meta_optional = ["input"]\n}',
    right: 'parameterized {\n  meta_required = ["input"]\n}',
    sources: ['nomad/structs/structs.go ParameterizedJobConfig.Validate'],
  },
  check(file, report) {
    for (const parameterized of childrenOf(file.instance, 'job').flatMap((job) => childrenOf(job, 'parameterized'))) {
      const required = itemsOf(parameterized, 'meta_required');
      for (const { value, span } of itemsOf(parameterized, 'meta_optional')) {
        if (typeof value !== 'string') continue;
        const other = required.find((item) => item.value === value);
        if (other)
          report({
            ...span,
            message: `The key "${value}" is required already. Keep it in one list.`,
            related: [{ ...other.span, message: `"${value}" is required here` }],
            fixes: without(parameterized.attributes.get('meta_optional'), value),
          });
      }
    }
  },
};

/** The list without a key, where the list is written out. */
function without(list: AttributeInstance | undefined, key: string): readonly Fix[] {
  if (list?.expression.type !== 'Tuple' || !Array.isArray(list.value)) return [];
  if (!list.value.every((item) => typeof item === 'string')) return [];
  const rest = list.value.filter((item) => item !== key).map((item) => JSON.stringify(item));
  return [setValue(list, `[${rest.join(', ')}]`, `Remove "${key}" from meta_optional`)];
}
