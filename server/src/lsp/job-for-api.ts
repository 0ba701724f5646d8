/** Answers `nomad/jobForApi`. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { Finding, Problem } from '../problem';
import type { JobForApiParams, JobForApiResult } from '../protocol';
import type { FileAccess } from '../values/functions/filesystem';
import { toDiagnostic } from './convert';
import { language } from './language';

/** Gives functions such as `file()` what they may read; a server in a browser has none. */
export type FilesIn = (folders: readonly [string, ...string[]]) => FileAccess;

export function answerJobForApi(
  document: TextDocument,
  known: Analysis,
  params: Omit<JobForApiParams, 'uri'>,
  filesIn?: FilesIn,
): JobForApiResult {
  const analysis = withInputs(known, params, filesIn);
  const { job, missing } = language().toApiJob(analysis);
  const files = params.variables?.files ?? [];
  const problems = language().errorsOf(analysis);
  // Mistakes in the given values have no place in the document: they stand at its beginning.
  const given = [
    ...files.flatMap(syntaxProblems),
    ...analysis.variables.problems.filter(({ uri }) => uri !== undefined),
  ].map(
    ({ id, message, uri }): Problem => ({
      id,
      severity: 'error',
      start: 0,
      end: 0,
      message: `In ${files[Number(uri)]?.name}: ${message}`,
    }),
  );
  return {
    ...(given.length === 0 && job && language().asDoubles(job)),
    problems: [...problems, ...given, ...missing.map(asProblem)].map((problem) => toDiagnostic(document, problem)),
    unset: analysis.variables.withoutValue,
    flags: flagsOf(analysis, params.variables),
  };
}

/** A variable file goes by its place among them: two may have one name. */
const syntaxProblems = ({ text }: { readonly text: string }, place: number) =>
  language()
    .parseVariableFile(text)
    .errors.map(({ id, message }) => ({ id: `syntax/${id}`, message, uri: String(place) }));

const asProblem = (missing: Finding): Problem => language().problemOf('variable/missing', 'error', missing);

function withInputs(
  known: Analysis,
  { variables = {}, folders = [] }: Omit<JobForApiParams, 'uri'>,
  filesIn: FilesIn | undefined,
): Analysis {
  const { files = [], values = {}, environment } = variables;
  const { analyze, parseVariableFile } = language();
  const [first, ...others] = folders;
  return analyze(known.file, known.settings, {
    environment,
    files: files.map(({ text }, place) => ({ uri: String(place), syntax: parseVariableFile(text) })),
    flags: Object.entries(values)
      .filter(([name]) => known.variables.variables.has(name))
      .map(([name, value]) => `${name}=${value}`),
    access: first === undefined ? undefined : filesIn?.([first, ...others]),
  });
}

function flagsOf(
  { variables }: Analysis,
  { values = {}, environment = {} }: NonNullable<JobForApiParams['variables']> = {},
): Record<string, string> {
  const flags: Record<string, string> = {};
  for (const [name, { source }] of variables.variables) {
    const text =
      source === 'flag' ? values[name] : source === 'environment' ? environment[`NOMAD_VAR_${name}`] : undefined;
    if (text !== undefined) flags[name] = text;
  }
  return flags;
}
