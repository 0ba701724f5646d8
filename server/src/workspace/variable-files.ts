/** A variable file beside the job files that it is meant for: which names they declare, and whether its values fit. */
import { ConversionError, convert, type Type, type Value } from '@hcl/parser';
import type { Finding } from '../problem';
import type { FileFacts } from './facts';
import type { VariableFact } from './job-facts';
import { type JobFile, jobsFor, type WorkspaceView } from './view';

export interface Declaration {
  readonly file: JobFile;
  readonly variable: VariableFact;
}

/** Who declares a name that the variable file may set; several when it may be meant for several jobs. */
export const declarationsOf = (variableFile: string, name: string, view: WorkspaceView): readonly Declaration[] =>
  declarations(variableFile, view).filter(({ variable }) => variable.name === name);

export const declarations = (variableFile: string, view: WorkspaceView): readonly Declaration[] =>
  jobsFor(variableFile, view).flatMap((file) => file.job.variables.map((variable) => ({ file, variable })));

/** Values that fit no declaration of their name. */
export function misfits(file: FileFacts, view: WorkspaceView): readonly Finding[] {
  return (file.assignments ?? []).flatMap(({ name, value, valuePlace }): readonly Finding[] => {
    const declared = declarationsOf(file.uri, name, view);
    if (value === undefined || declared.length === 0) return [];
    const reasons = declared.map(({ variable: { type } }) => misfit(value, type));
    const [reason] = reasons;
    const [first] = declared;
    if (reason === undefined || first === undefined || reasons.includes(undefined)) return [];
    return [
      {
        ...valuePlace,
        // For which of several jobs the file is meant is a guess.
        severity: jobsFor(file.uri, view).length === 1 ? 'error' : 'warning',
        message: `This does not fit the type of the variable "${name}": ${reason}.`,
        related: [{ uri: first.file.uri, ...first.variable.place, message: `"${name}" is declared here` }],
      },
    ];
  });
}

function misfit(value: Value, type: Type | undefined): string | undefined {
  if (!type) return undefined;
  try {
    convert(value, type);
    return undefined;
  } catch (error) {
    if (error instanceof ConversionError) return error.message;
    throw error;
  }
}
