/** Answers `nomad/jobForApi`. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { Finding, Problem } from '../problem';
import type { JobForApiParams, JobForApiResult } from '../protocol';
import { toDiagnostic } from './convert';
import { language } from './language';

const variableFile = 'variables';

export function answerJobForApi(
  document: TextDocument,
  known: Analysis,
  { variables }: Pick<JobForApiParams, 'variables'>,
): JobForApiResult {
  const analysis = variables ? withVariables(known, variables) : known;
  const { job, missing } = language().toApiJob(analysis);
  const problems = analysis.problems.filter(({ severity }) => severity === 'error');
  // Mistakes in the given values have no place in the document: they stand at its beginning.
  const given = [
    ...syntaxProblems(variables?.text ?? ''),
    ...analysis.variables.problems.filter(({ uri }) => uri === variableFile),
  ].map(({ id, message }): Problem => ({ id, severity: 'error', start: 0, end: 0, message }));
  return {
    ...(given.length === 0 && job && { job }),
    problems: [...problems, ...given, ...missing.map(asProblem)].map((problem) => toDiagnostic(document, problem)),
    unset: analysis.variables.withoutValue,
  };
}

const syntaxProblems = (text: string) =>
  language()
    .parse(text)
    .errors.map(({ id, message }) => ({ id: `syntax/${id}`, message }));

const asProblem = (missing: Finding): Problem => ({
  ...missing,
  id: 'variable/missing',
  severity: 'error',
});

function withVariables(known: Analysis, variables: NonNullable<JobForApiParams['variables']>): Analysis {
  const { text, values = {} } = variables;
  const { analyze, parse } = language();
  return analyze(known.file, known.settings, {
    files: text === undefined ? [] : [{ uri: variableFile, syntax: parse(text) }],
    flags: Object.entries(values).map(([name, value]) => `${name}=${value}`),
  });
}
