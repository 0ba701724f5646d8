/** House policy: a job can be planned and run as it lies in the repository. */
import type { Type } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import { insertLast } from '../../text-edits';
import type { VariableDeclaration } from '../../values/variable-declaration';
import { isSecretName } from '../facts/secret-names';
import type { Rule } from '../rule';
import { usedVariables } from './uses';

export const noDefault: Rule = {
  id: 'variable/no-default',
  level: 'information',
  policy: 'house',
  title: 'A variable without a default',
  languages: ['nomad'],
  about: 'variable',
  docs: {
    why: 'Without a default everyone who plans or runs the job must know a value and give it: with -var, a variable file, or NOMAD_VAR_…. A default makes the file run as it is, and shows which kind of value is meant. What names itself a secret is left alone: its value does not belong here. A value from a known variable file or from the environment counts as one.',
    wrong: 'variable "image_tag" {\n  type = string\n}\nconfig {\n  image = "example/app:${var.image_tag}"\n}',
    right:
      'variable "image_tag" {\n  type    = string\n  default = "1.4"\n}\nconfig {\n  image = "example/app:${var.image_tag}"\n}',
    sources: ['jobspec2/types.variables.go Variable'],
  },
  check(file, report) {
    const names = file.variables.withoutValue;
    const uses = names.length > 0 ? usedVariables(file) : undefined;
    for (const name of names) {
      // Of one that nothing uses, that is said.
      if (uses && !uses.has(name)) continue;
      const declaration = file.variables.variables.get(name)?.declaration;
      if (!declaration || declaration.default || isSecretName(name)) continue;
      const { start, end } = declaration.span;
      const fixes = withDefault(file, declaration);
      if (fixes.length === 0) continue;
      report({
        start,
        end,
        message: `The variable "${name}" has no default, so every run must give it a value. Add default = …, or give it in a variable file.`,
        fixes,
      });
    }
  },
};

/** The repair of a declaration without a default: the plainest value of its type. */
export function withDefault(
  file: Analysis,
  { span, type }: Pick<VariableDeclaration, 'span' | 'type'>,
): readonly Fix[] {
  const block = file.syntax.root.items.find((item) => item.start <= span.start && span.end <= item.end);
  if (block?.type !== 'Block' || block.name.name !== 'variable' || block.close === undefined) return [];
  const value = emptyOf(type);
  return [{ title: `Add default = ${value}`, edits: [insertLast(file.text, block, `default = ${value}`)] }];
}

/** The plainest value of a type. */
function emptyOf(type: Type | undefined): string {
  switch (type?.kind) {
    case 'number':
      return '0';
    case 'bool':
      return 'false';
    case 'list':
    case 'set':
    case 'tuple':
      return '[]';
    case 'map':
    case 'object':
      return '{}';
    default:
      return '""';
  }
}
