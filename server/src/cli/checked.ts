/** Problems of a text as the formats of `nomad-jobs` print them. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { Problem } from '../problem';
import { ruleUrl } from '../rules/url';
import type { VariableInputs } from '../values/variables';
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

/** The variable files that do not fit a job file. */
export function checkVariableFiles(job: Analysis, inputs: VariableInputs): Checked[] {
  return (inputs.files ?? []).flatMap(({ uri, syntax }) => {
    const inValues = job.variables.problems.filter((problem) => problem.uri === uri);
    const found = [...syntax.errors.map((error) => ({ ...error, id: `syntax/${error.id}` })), ...inValues];
    if (found.length === 0) return [];
    const problems = found.map(
      ({ id, start, end, message }): Problem => ({ id, start, end, message, severity: 'error' }),
    );
    return toChecked(fileURLToPath(uri), syntax.text, problems);
  });
}
