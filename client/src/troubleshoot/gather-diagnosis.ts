/** Asks Nomad for what a diagnosis needs. Knows no editor. */
import { isNomadError, type Job, type NomadClient } from '@nomad/api';
import { findFailures } from '../cluster/allocation-failures';
import type { DiagnosisFacts } from './diagnose';

type Gathered = Pick<DiagnosisFacts, 'job' | 'elsewhere' | 'evaluations' | 'allocations' | 'deployment' | 'failures'>;

export async function gatherDiagnosis(
  client: NomadClient,
  { id, namespace }: { readonly id: string; readonly namespace: string },
  signal?: AbortSignal,
): Promise<Gathered> {
  const options = { namespace, signal };
  const job = await unlessMissing(() => client.jobs.read(id, options));
  if (!job) {
    const { data } = await client.jobs.list({ namespace: '*', prefix: id, signal });
    const elsewhere = data.filter(({ ID }) => ID === id).map(({ Namespace }) => Namespace);
    return { job, elsewhere, evaluations: [], allocations: [], failures: [] };
  }
  const [evaluations, allocations, deployment] = await Promise.all([
    client.jobs.evaluations(id, options),
    client.jobs.allocations(id, options),
    client.jobs.latestDeployment(id, options),
  ]);
  const current = allocations.filter(({ JobVersion }) => JobVersion === job.Version);
  return {
    job,
    elsewhere: [],
    evaluations: [...evaluations].sort((a, b) => b.CreateIndex - a.CreateIndex),
    allocations: [...allocations].sort((a, b) => b.CreateIndex - a.CreateIndex),
    deployment,
    failures: await findFailures(client, current.length > 0 ? current : allocations, options),
  };
}

async function unlessMissing(read: () => Promise<Job>): Promise<Job | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error, 'not-found')) return undefined;
    throw error;
  }
}
