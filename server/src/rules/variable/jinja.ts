/** Braces of Jinja in a file that no one renders. */
import { type Node, pathAt, type Span, walk } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { declareVariable } from '../../declaration-edits';
import type { Fix } from '../../problem';
import { isTemplateFunction } from '../../template/functions';
import { bracesIn } from '../facts/occurrences';
import type { Rule } from '../rule';

export const variableJinja: Rule = {
  id: 'variable/jinja',
  level: 'warning',
  title: 'An expression of Jinja in a job file',
  languages: ['nomad'],
  docs: {
    why: 'A job file is read as it is, by Nomad and by a playbook that sends it: nothing replaces `{{ name }}` or runs `{% if … %}`. Use a variable of the job instead, or render the file before (then it is a template, and no job file). The text of `template` blocks is left alone, and so are the braces of other programs.',
    wrong: 'image = "app:{{ app_version }}"',
    right: 'image = "app:${var.app_version}"',
    sources: ['jobspec2/parse.go ParseWithConfig'],
  },
  check(file, report) {
    if (bracesIn(file).length === 0) return;
    const tell: Tell = (span, what, isText = false) =>
      report({
        ...span,
        message: `${what} is of Jinja, and nothing renders this file: Nomad reads it as it is. Use a variable, \${var.…}.`,
        fixes: () => (isText ? asVariable(file, span, what) : []),
      });
    const seen = new Set<Node>();
    for (const offset of bracesIn(file)) {
      const path = pathAt(file.syntax.root, offset);
      const text = path.find(({ type }) => type === 'Label' || type === 'Template');
      if (!text || seen.has(text)) continue;
      seen.add(text);
      const pattern = patternFor(path);
      if (pattern) look(file, text, pattern, (span, what) => tell(span, what, text.type === 'Template'));
    }
    bare(file, tell);
  },
};

/** @param isText it stands in a text, into which HCL can put a value */
type Tell = (span: Span, what: string, isText?: boolean) => void;

/** The plain name as a variable of the file, which is declared where it is not yet. */
function asVariable({ syntax, variables }: Analysis, { start, end }: Span, what: string): readonly Fix[] {
  const name = /^\{\{-?\s*([A-Za-z_]\w*)\s*-?\}\}$/.exec(what)?.[1];
  if (!name) return [];
  const use = { start, end, text: `\${var.${name}}` };
  return variables.variables.has(name)
    ? [{ title: `Change to \${var.${name}}`, preferred: true, edits: [use] }]
    : [
        {
          title: `Change to a variable "${name}"`,
          edits: [use, declareVariable(syntax, name, ['type = string'])],
        },
      ];
}

/** Attributes and blocks whose texts are for programs, which may have braces of their own. */
const forPrograms = new Set([
  'args',
  'command',
  'entrypoint',
  'env',
  'meta',
  'labels',
  'logging',
  'tags',
  'canary_tags',
  'options',
  'header',
  'body',
  'change_script',
  'data',
]);

/** What is looked for at the end of a path through the tree; undefined in the text of a template. */
function patternFor(path: readonly Node[]): RegExp | undefined {
  const attribute = path.find((node) => node.type === 'Attribute');
  if (!attribute) return anywhere;
  const name = attribute.name.name;
  if (name === 'data') return undefined;
  const around = path.flatMap((node) => (node.type === 'Block' ? [node.name.name] : []));
  return [name, ...around].some((word) => forPrograms.has(word)) ? certain : anywhere;
}

/** A name, perhaps with steps and filters, between braces: `{{ app.version | default('1') }}`; or a statement. */
const anywhere =
  /\{\{-?\s*[A-Za-z_]\w*(?:\.\w+|\[[^\]\n]*\])*(?:\s*\|\s*\w+(?:\([^)\n]*\))?)*\s*-?\}\}|\{%-?\s*\w+[^%\n]*%\}/g;

/** What only Jinja and Ansible write. */
const certain =
  /\{\{-?\s*(?:lookup\(|hostvars\[|groups\[|(?:ansible|inventory|vault)_\w+\s*[|}]|[A-Za-z_][\w.]*\s*\|\s*(?:default|mandatory|b64encode|to_json|quote|ternary)\b)[^}\n]*\}\}|\{%-?\s*(?:if|for|set|endif|endfor|include)\b[^%\n]*%\}/g;

/** A call or a keyword of a template in Go's language. */
const isOfGo = (action: string): boolean => {
  const word = /\w+/.exec(action)?.[0] ?? '';
  return (
    action.startsWith('{{') &&
    (isTemplateFunction(word) || /^(end|else|if|with|range|define|block|template)$/.test(word))
  );
};

function look({ text }: Analysis, { start, end }: Span, pattern: RegExp, tell: Tell): void {
  for (const match of text.slice(start, end).matchAll(pattern)) {
    const at = start + match.index;
    // Of templates in the wrong place another rule speaks.
    if (isOfGo(match[0])) continue;
    tell({ start: at, end: at + match[0].length }, match[0]);
  }
}

/** Braces outside of any text, where HCL cannot even read them: the first one explains the rest. */
function bare({ text, syntax }: Analysis, tell: Tell): void {
  if (syntax.errors.length === 0) return;
  const hidden: Span[] = [...syntax.comments];
  walk(syntax.root, (node) => {
    if (node.type === 'Template' || node.type === 'Label') hidden.push(node);
  });
  for (const match of text.matchAll(/\{%-?\s*\w+[^%\n]*%\}|\{\{\s*[A-Za-z_][^{}\n]*\}\}/g)) {
    const at = match.index;
    if (isOfGo(match[0]) || hidden.some(({ start, end }) => start <= at && at < end)) continue;
    tell({ start: at, end: at + match[0].length }, match[0]);
    return;
  }
}
