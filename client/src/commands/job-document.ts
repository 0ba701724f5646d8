/**
 * From the text of a job file to the job that Nomad takes. The one place that knows how: today the cluster reads the
 * HCL, which is why functions that read files do not work.
 */
import type { NomadClient } from '@nomad/api';
import type { BuiltJob } from '../cluster/submit';
import { declaredVariables, type Variables, variablesText } from './variables';

/** The part of an editor's document that is needed. */
export interface JobText {
  getText(): string;
}

/**
 * Defaults are left to the cluster: filled in here, the job would name region `global` and namespace `default` for
 * itself, and win over those of the connection.
 *
 * @throws NomadError; for a text that Nomad cannot read `serverText` holds the diagnostics (`readParseDiagnostics`)
 */
export async function jobFromDocument(
  client: NomadClient,
  document: JobText,
  variables: Variables,
  signal?: AbortSignal,
): Promise<BuiltJob> {
  const source = document.getText();
  const text = variablesText(variables, declaredVariables(source));
  const job = await client.jobs.parse(source, { variables: text, signal });
  return {
    job,
    submission: {
      Source: source,
      Format: 'hcl2',
      Variables: variables.text || undefined,
      VariableFlags: Object.keys(variables.values).length > 0 ? variables.values : undefined,
    },
  };
}
