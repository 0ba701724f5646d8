/**
 * From a job file to the job that Nomad takes, with the problems and the variables that stand in between. The language
 * server reads the file; only where it does not run the cluster does, which knows no files of this machine.
 */
import { isNomadError, type NomadClient, parseJson, readParseDiagnostics, unsetVariables } from '@nomad/api';
import type { JobForApiResult } from '../../../server/src/protocol';
import type { BuiltJob } from '../cluster/submit';
import { mergeVarFiles } from './merge-var-files';
import { environmentFor, type Variables, variablesText } from './variables';

/** What is wrong with a job file. */
export interface JobProblem {
  readonly message: string;
  /** From 1; absent where the file has no place for it, as with values of variables. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
}

export interface JobReading {
  /** Absent when Nomad could not even read the file. */
  readonly built?: BuiltJob;
  readonly problems: readonly JobProblem[];
  /** Variables that have no value: to be asked for when nothing else is wrong. */
  readonly unset: readonly string[];
}

/** The answer of the language server. */
export function readingOf(answer: JobForApiResult, source: string, variables: Variables): JobReading {
  const { exactJob, problems, unset, flags } = answer;
  const job = exactJob === undefined ? answer.job : parseJson(exactJob);
  return {
    built: answer.job && {
      job: job as BuiltJob['job'],
      submission: submissionOf(source, variables, flags),
    },
    problems: problems.filter(({ code }) => unset.length === 0 || code !== 'variable/missing').map(problemOf),
    unset,
  };
}

/**
 * What the cluster makes of a job file. Defaults are left open: filled in here, the job would name region `global` and
 * namespace `default` for itself, and win over those of the connection.
 *
 * @throws NomadError for everything but a file that Nomad cannot read
 */
export async function readOnCluster(
  client: NomadClient,
  source: string,
  variables: Variables,
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<JobReading> {
  const values = { ...environmentFor(source, env), ...variables.values };
  try {
    const job = await client.jobs.parse(source, { variables: variablesText(textOf(variables), values), signal });
    return { built: { job, submission: submissionOf(source, variables, values) }, problems: [], unset: [] };
  } catch (error) {
    if (!isNomadError(error, 'server') || error.status !== 400) throw error;
    const text = error.serverText ?? '';
    const unset = unsetVariables(text);
    return { problems: unset.length > 0 ? [] : problemsOf(text), unset };
  }
}

function problemOf({ message, range: { start, end } }: JobForApiResult['problems'][number]): JobProblem {
  const text = typeof message === 'string' ? message : message.value;
  // Mistakes in values have no place in the document, and stand at its very beginning.
  const nowhere = start.line === 0 && end.line === 0 && end.character === 0;
  return nowhere ? { message: text } : { message: text, line: start.line + 1, column: start.character + 1 };
}

const textOf = ({ files }: Variables): string => mergeVarFiles(files.map(({ text }) => text));

function submissionOf(source: string, variables: Variables, flags: Readonly<Record<string, string>>) {
  return {
    Source: source,
    Format: 'hcl2',
    Variables: textOf(variables) || undefined,
    VariableFlags: Object.keys(flags).length > 0 ? flags : undefined,
  } as const;
}

function problemsOf(serverText: string): JobProblem[] {
  const found = readParseDiagnostics(serverText).map(({ summary, detail, line, column, inVariables }) => {
    const why = /filesystem function disabled/.test(detail)
      ? 'The language server does not run, so the cluster reads the job file, and it cannot read files of this machine: functions such as file() need the server. Restart it.'
      : [summary, detail].filter(Boolean).map(sentence).join(' ');
    return inVariables ? { message: `In the values of its variables: ${why}` } : { message: why, line, column };
  });
  return found.length > 0 ? found : [{ message: sentence(serverText.trim()) }];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
