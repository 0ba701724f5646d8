/** `nomad.eval.list`: what the scheduler did, blocked evaluations first, as a document. */
import { type Evaluation, isNomadError, type Job, type NomadClient } from '@nomad/api';
import type { Cluster } from '../cluster';
import { evaluationsReport } from '../documents/evaluations';
import { reportView } from '../troubleshoot/report-view';

/** Reasons name what the job asks for; more than a few jobs are not read for that. */
const MOST_JOBS = 10;
/** The newest ones; Nomad keeps many. */
const PAGE = 200;

export async function showEvaluations(cluster: Cluster): Promise<void> {
  const facts = await cluster.attempt(`Reading the evaluations of ${cluster.label()}`, async (client, signal) => {
    const all = { namespace: '*', signal };
    const [newest, blocked] = await Promise.all([
      client.evaluations.list({ ...all, reverse: true, perPage: PAGE }),
      client.evaluations.list({ ...all, status: 'blocked' }),
    ]);
    const waiting = new Set(blocked.data.map(({ ID }) => ID));
    const evaluations = [...blocked.data, ...newest.data.filter(({ ID }) => !waiting.has(ID))];
    return { evaluations, jobs: await jobsOf(client, blocked.data, signal) };
  });
  if (facts) await reportView(cluster).show(evaluationsReport({ ...facts, place: cluster.place(), now: Date.now() }));
}

async function jobsOf(
  client: NomadClient,
  blocked: readonly Evaluation[],
  signal: AbortSignal,
): Promise<Record<string, Job>> {
  const wanted = [...new Map(blocked.map((one) => [`${one.Namespace}/${one.JobID}`, one]))].slice(0, MOST_JOBS);
  const read = await Promise.all(
    wanted.map(async ([key, { JobID, Namespace }]): Promise<[string, Job][]> => {
      try {
        return [[key, await client.jobs.read(JobID, { namespace: Namespace, signal })]];
      } catch (error) {
        if (isNomadError(error, 'forbidden', 'not-found')) return [];
        throw error;
      }
    }),
  );
  return Object.fromEntries(read.flat());
}
