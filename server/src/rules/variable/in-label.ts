/** A variable where only fixed text can stand: in the label of a block. */
import type { Block, SyntaxProblem } from '@hcl/parser';
import { walk } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import { insertFirst } from '../../text-edits';
import type { Rule } from '../rule';

export const variableInLabel: Rule = {
  id: 'variable/in-label',
  level: 'error',
  title: 'A variable in a label',
  languages: ['nomad'],
  ofParser: true,
  docs: {
    why: 'Labels are read before variables have values, so `${…}` in them cannot be replaced. Nomad refuses the file. A job takes its name from the attribute `name` when there is one; several blocks with computed labels are written with `dynamic` and `labels`.',
    wrong: 'job "${var.name}" {\n}',
    right: 'job "app" {\n  name = var.name\n}',
    sources: ['hclsyntax Parser.parseQuotedStringLiteral', 'https://github.com/hashicorp/nomad/issues/11546'],
  },
  check(file, report) {
    for (const error of file.syntax.errors) {
      const used = variableInLabelAt(error, file.text);
      if (!used) continue;
      const block = blockOf(file, error.start);
      const what = block ? `the label of this ${block.name.name}` : 'a label';
      report({
        start: error.start,
        end: error.start + used.length,
        message: `${used} cannot stand in ${what}: labels are fixed text. ${block?.name.name === 'job' ? 'Write the name of the job as an attribute: name = ….' : 'Write the text itself.'}`,
        fixes: block ? fixes(file, block, error.start) : [],
      });
    }
  },
};

/** `${var.name}` where the parser says that a label holds a template; undefined for any other error. */
export function variableInLabelAt({ id, start }: SyntaxProblem, text: string): string | undefined {
  if (id !== 'label-template') return undefined;
  return /^\$\{\s*(?:var|local)\.[^}"\n]*\}/.exec(text.slice(start, start + 200))?.[0];
}

function blockOf({ syntax }: Analysis, offset: number): Block | undefined {
  let found: Block | undefined;
  walk(syntax.root, (node) => {
    if (node.type === 'Block' && node.labels.some(({ start, end }) => start < offset && offset < end)) found = node;
    return node.start <= offset && offset <= node.end;
  });
  return found;
}

function fixes(file: Analysis, block: Block, offset: number): readonly Fix[] {
  const label = block.labels.find(({ start, end }) => start < offset && offset < end);
  if (!label) return [];
  const text = file.text.slice(label.start + 1, label.end - 1);
  const fixed = text.replace(/\$\{\s*(var|local)\.([\w-]+)\s*\}/g, (whole, root: string, name: string) => {
    const value = root === 'var' ? file.variables.variables.get(name)?.value : file.variables.locals.get(name);
    return value?.kind === 'string' && /^[\w .-]+$/.test(value.value) ? value.value : whole;
  });
  const known = !fixed.includes('${');
  const edit = { start: label.start + 1, end: label.end - 1, text: known ? fixed : 'job' };
  const asName =
    block.name.name === 'job' &&
    !block.body.items.some((item) => item.type === 'Attribute' && item.name.name === 'name');
  return [
    ...(asName
      ? [
          {
            title: 'Write the name as an attribute of the job',
            preferred: true,
            edits: [edit, insertFirst(file.text, block as Block & { close: number | undefined }, `name = "${text}"`)],
          },
        ]
      : []),
    ...(known ? [{ title: `Change to "${fixed}"`, edits: [edit] }] : []),
  ];
}
