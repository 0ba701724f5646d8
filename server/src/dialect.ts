/**
 * What a file type makes of HCL: how its expressions are evaluated, and which complaints of the HCL 2 parser do not hold.
 *
 * HCL 1 takes keys in quotes and with dots, several items on a line, commas between them, a brace on the next line and
 * the same name twice; it has no expressions, and `${…}` is plain text (github.com/hashicorp/hcl, hcl/parser).
 */
import { type Body, type Expression, pathAt, type SyntaxProblem, walk } from '@hcl/parser';
import type { Language } from './languages';
import type { FormFinding } from './schema/instance';
import { isMeantAsJson } from './values/json-body';
import type { ReadContext } from './values/read';
import { nomadScope } from './values/scope';
import type { Variables } from './values/variables';

type Report = (finding: FormFinding) => void;

/** What the expressions of a file are read with. */
export function readContextOf(language: Language, text: string, variables: Variables, report: Report): ReadContext {
  switch (language.dialect) {
    case 'job':
      return { text, scope: variables.scope, report };
    case 'constants':
      return { text, scope: undefined, report };
    case 'hcl1':
      // What HCL 2 finds wrong inside of `${…}` is text here; how values fit their types still counts.
      return { text, scope: plainText, report: (found) => found.id.startsWith('schema/') && report(found) };
  }
}

const plainText = nomadScope(new Map(), new Map());

/** Whether the file cannot be judged: it belongs to another program, is in JSON, or has a layout that HCL 2 does not. */
export function isOutOfReach(language: Language, root: Body, text: string): boolean {
  if (language.dialect === 'job' ? isMeantAsJson(text) : inJson.test(text)) return true;
  if (root.items.some((item) => item.type === 'Block' && language.foreign?.includes(item.name.name))) return true;
  // A directive that HCL 1 takes for text may swallow the quote behind it.
  return language.dialect === 'hcl1' && (braceOnNextLine.test(text) || text.includes('%{'));
}

/** Nomad reads its other files in JSON too. */
const inJson = /^ *\{\s*(?:"|\}\s*$)/;

const braceOnNextLine = /^[ \t]*[\w"][^\n{}=#]*\r?\n\s*\{/m;

/** Syntax errors of the HCL 2 parser that this file type accepts; `warning` for what it accepts and nobody means. */
export function forgiven(language: Language, error: SyntaxProblem, root: Body, text: string): boolean | 'warning' {
  if (language.dialect !== 'hcl1') return false;
  if (error.id === 'duplicate-attribute') return 'warning';
  // `driver.allowlist = "docker"`: a name with dots.
  if (error.id === 'incomplete-item') return text[error.end] === '.';
  return acceptedByHcl1.has(error.id) || isInTemplate(error, root);
}

/** Whether the error is about `${…}`, which HCL 1 does not look into. */
function isInTemplate({ id, start }: SyntaxProblem, root: Body): boolean {
  const path = pathAt(root, start);
  const heredoc = path.some((node) => node.type === 'Template' && node.kind === 'heredoc');
  if (id === 'unclosed-heredoc' || id === 'unclosed-string') return false;
  return (
    heredoc ||
    path.some((node) => node.type === 'Interpolation' || node.type === 'TemplateIf' || node.type === 'TemplateFor')
  );
}

/** What HCL 1 merges or passes over is at most a warning. */
export const isMerged = (language: Language, id: string): boolean =>
  language.dialect === 'hcl1' && (id === 'schema/too-many-blocks' || id === 'structure/label-count');

const acceptedByHcl1 = new Set([
  'quoted-name',
  'quoted-key',
  'quoted-block',
  'newline-after-attribute',
  'comma-after-attribute',
  'newline-after-block',
  'block-equals',
  'block-brace',
  'label-template',
  'one-line-attribute',
  'one-line-more',
  'one-line-newline',
  'object-separator',
  'object-comma',
]);

/** Values that are no constants, in a file of HCL 1. */
export function findExpressions(language: Language, root: Body, report: Report): void {
  if (language.dialect !== 'hcl1') return;
  walk(root, (node) => {
    if (node.type === 'Attribute') check(node.value, report);
    else if (node.type === 'ObjectItem') check(node.value, report);
    else if (node.type === 'Tuple') for (const item of node.items) check(item, report);
    // What stands in a string is text.
    return node.type !== 'Template';
  });
}

function check(value: Expression, report: Report): void {
  switch (value.type) {
    case 'Template':
    case 'Tuple':
    case 'Object':
    case 'Missing':
      return;
    case 'Literal':
      if (value.kind !== 'null') return;
      break;
    case 'UnaryOperation':
      if (value.operator === '-' && value.operand.type === 'Literal') return;
      break;
    default:
  }
  report({
    id: 'schema/constant',
    start: value.start,
    end: value.end,
    message: 'This file holds only constants: texts in quotes, numbers, true, false, lists and objects.',
  });
}
