/** Answers `nomad/jobForApi`. */
import { parse } from '@hcl/parser';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../analysis';
import { toApiJob } from '../job/to-api';
import type { Problem } from '../problem';
import type { JobForApiParams, JobForApiResult } from '../protocol';
import { toDiagnostic } from './convert';

const variableFile = 'variables';

export function answerJobForApi(
  document: TextDocument,
  known: Analysis,
  { variables }: Pick<JobForApiParams, 'variables'>,
): JobForApiResult {
  const analysis = variables ? withVariables(known, variables) : known;
  const { job, missing } = toApiJob(analysis);
  const problems = analysis.problems.filter(({ severity }) => severity === 'error');
  // Mistakes in the given values have no place in the document: they stand at its beginning.
  const given = [
    ...syntaxProblems(variables?.text ?? ''),
    ...analysis.variables.problems.filter(({ uri }) => uri === variableFile),
  ].map(({ id, message }): Problem => ({ id, severity: 'error', start: 0, end: 0, message }));
  // What is unknown because it is wrong has been said already.
  const unknown = problems.length + given.length > 0 ? [] : missing.map(asProblem);
  return {
    ...(given.length === 0 && job && { job }),
    problems: [...problems, ...given, ...unknown].map((problem) => toDiagnostic(document, problem)),
    unset: analysis.variables.withoutValue,
  };
}

const syntaxProblems = (text: string) => parse(text).errors.map(({ id, message }) => ({ id: `syntax/${id}`, message }));

const asProblem = (missing: Omit<Problem, 'id' | 'severity'>): Problem => ({
  ...missing,
  id: 'variable/missing',
  severity: 'error',
});

function withVariables(known: Analysis, variables: NonNullable<JobForApiParams['variables']>): Analysis {
  const { text, values = {} } = variables;
  return analyze(known.file, known.settings, {
    files: text === undefined ? [] : [{ uri: variableFile, syntax: parse(text) }],
    flags: Object.entries(values).map(([name, value]) => `${name}=${value}`),
  });
}
