/** `nomad.variable.show`: a variable as a document. Its values are fetched to be shown only when somebody asks for them. */
import type { Cluster } from '../cluster';
import { variableReport } from '../documents/variable';
import { reportView } from '../troubleshoot/report-view';
import { pickVariable } from './pick-variable';

/** @param target may say `open`: with the values written out */
export async function showVariable(cluster: Cluster, target?: unknown): Promise<void> {
  const chosen = await pickVariable(cluster, target, 'Show a variable');
  if (!chosen) return;
  const { path, namespace } = chosen;
  const found = await cluster.attempt(`Reading variable "${path}" on ${cluster.label()}`, (client, signal) =>
    client.variables.read(path, { namespace, signal }),
  );
  if (!found) return;
  const open = (target as { readonly open?: unknown } | undefined)?.open === true;
  const facts = { variable: found.data, cluster: cluster.place(), open, now: Date.now() };
  await reportView(cluster).show(variableReport(facts));
}
