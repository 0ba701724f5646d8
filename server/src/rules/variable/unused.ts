/** Variables that nothing uses. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { lineEnd, lineStart } from '../../text-edits';
import type { Rule } from '../rule';
import { usedVariables } from './uses';

export const variableUnused: Rule = {
  id: 'variable/unused',
  level: 'hint',
  title: 'A variable that is never used',
  languages: ['nomad'],
  about: ['variable', 'variables'],
  docs: {
    why: 'A variable that nothing refers to changes nothing in the job; when it has no default, every run must give it a value all the same. Often it is a spelling mistake where it is used.',
    wrong: 'variable "image_tag" {\n  default = "1.4"\n}\njob "app" {\n  # nowhere var.image_tag\n}',
    right: 'variable "image_tag" {\n  default = "1.4"\n}\njob "app" {\n  # …\n  image = "app:${var.image_tag}"\n}',
    sources: ['jobspec2/parse.go decode'],
  },
  check(file, report) {
    const { variables, text } = file;
    if (variables.variables.size === 0) return;
    const uses = usedVariables(file);
    if (!uses) return;
    for (const [name, { declaration }] of variables.variables) {
      if (uses.has(name)) continue;
      const { start, end } = declaration.span;
      report({
        start,
        end,
        message: `Nothing in this file uses the variable "${name}". Remove it, or use it as var.${name}.`,
        unnecessary: true,
        fixes: [
          { title: `Remove the variable "${name}"`, preferred: true, edits: [removal(file, declaration.span, text)] },
        ],
      });
    }
  },
};

/** The block or entry that declares it, with its lines and one empty line behind. */
function removal({ syntax }: Analysis, name: Span, text: string) {
  const around = syntax.root.items.find((item) => item.start <= name.start && name.end <= item.end);
  const entry =
    around?.type === 'Block' && around.name.name === 'variables'
      ? around.body.items.find((item) => item.start <= name.start && name.end <= item.end)
      : around;
  const span = entry ?? name;
  const start = lineStart(text, span.start);
  const end = lineEnd(text, span.end);
  if (text.slice(start, span.start).trim() !== '' || text.slice(span.end, end).trim() !== '')
    return { start: span.start, end: span.end, text: '' };
  const next = lineEnd(text, end);
  const blank = entry === around && text.slice(end, next).trim() === '' && next > end;
  return { start, end: blank ? next : end, text: '' };
}
