/** Something that Nomad reads and then forgets. */
import type { Fix } from '../../problem';
import { markedAttributes } from '../../schema/blocks';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { describeBlock } from '../../schema/messages';
import { removeLines } from '../../text-edits';
import type { Rule } from '../rule';

export const noEffect: Rule = {
  id: 'structure/no-effect',
  level: 'warning',
  title: 'A setting without effect',
  languages: ['nomad'],
  docs: {
    why: 'Some names are part of the specification and yet nothing looks at their values: of a constraint, for instance, `is_set`, `is_not_set`, `set_contains_all` and `set_contains_any` as short forms. Nomad accepts the line and does something else than it says.',
    wrong: 'constraint {\n  attribute = "${attr.driver.docker}"\n  is_set    = "true"\n}',
    right: 'constraint {\n  attribute = "${attr.driver.docker}"\n  operator  = "is_set"\n}',
    sources: ['jobspec2/hcl_conversions.go decodeConstraint'],
  },
  check(file, report) {
    for (const { block, attribute } of markedAttributes(file.instance, 'x-nomad-no-effect')) {
      // What is deprecated besides has a rule of its own.
      if (attribute.schema?.schema.deprecated || attribute.value === null) continue;
      report({
        start: attribute.nameSpan.start,
        end: attribute.nameSpan.end,
        message: `Nomad reads "${attribute.name}" in ${describeBlock(block)} and does nothing with it.${block.type === 'constraint' ? ` Write operator = "${attribute.name}".` : ''}`,
        unnecessary: true,
        fixes: [
          ...operatorFix(file.text, block, attribute),
          { title: `Remove "${attribute.name}"`, edits: [removeLines(file.text, attribute.span)] },
        ],
      });
    }
  },
};

/** `set_contains_all = "a,b"` → `operator` and `value`. */
function operatorFix(
  text: string,
  block: BlockInstance,
  { name, nameSpan, span, expression }: AttributeInstance,
): readonly Fix[] {
  if (block.type !== 'constraint' || block.attributes.has('operator') || block.attributes.has('value')) return [];
  const takesValue = name.startsWith('set_contains');
  const indent = text.slice(text.lastIndexOf('\n', nameSpan.start - 1) + 1, nameSpan.start);
  if (indent.trim() !== '') return [];
  const lines = `operator = "${name}"${takesValue ? `\n${indent}value = ${text.slice(expression.start, expression.end)}` : ''}`;
  return [
    {
      title: `Write operator = "${name}"`,
      preferred: true,
      edits: [{ start: span.start, end: span.end, text: lines }],
    },
  ];
}
