/** Problems of a text as the formats of `nomad-jobs` print them. */
import { relative } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem } from '../problem';
import { ruleUrl } from '../rules/url';
import type { Checked } from './formats';

/** @param path of the file, or `-` */
export function toChecked(path: string, text: string, problems: readonly Problem[]): Checked {
  const document = TextDocument.create('', '', 1, text);
  return {
    file: path === '-' ? '<stdin>' : relative(process.cwd(), path) || path,
    problems: problems.map((problem) => ({
      rule: problem.id,
      severity: problem.severity,
      message: problem.message,
      range: { start: document.positionAt(problem.start), end: document.positionAt(problem.end) },
      url: ruleUrl(problem.id),
      fixes: (problem.fixes ?? []).map((fix) => fix.title),
    })),
  };
}
