/** `nomad.volume.check`: whether the volumes of a job are there and can be used. */
import { type CsiVolume, type HostVolume, isNomadError, type Job, type NodeStub, type NomadClient } from '@nomad/api';
import type { Cluster } from '../cluster';
import { destination } from '../cluster/submit';
import { buildJob } from '../commands/build-job';
import { createLocator } from '../plan';
import { pickJob } from './pick';
import { reportView } from './report-view';
import { documentTarget, rowOf } from './target';
import { type VolumeFacts, volumeReport, volumesAskedFor } from './volume-check';

/** @param target a job file, a row of the explorer, or nothing: then the active job file, or a job that is picked */
export async function checkVolumes(cluster: Cluster, target?: unknown): Promise<void> {
  const document = await documentTarget(target);
  const job = document ? (await buildJob(cluster, document))?.job : await jobOnCluster(cluster, target);
  if (!job) return;
  const { namespace = 'default' } = destination(cluster.client(), job);
  const found = await cluster.attempt(`Checking volumes on ${cluster.label()}`, (client, signal) =>
    gather(client, job, namespace, signal),
  );
  if (!found) return;
  const file = document && { uri: document.uri.toString(), locate: createLocator(document.getText()) };
  const place = cluster.place();
  await reportView(cluster).show(volumeReport({ ...found, job, namespace, cluster: place, file }));
}

async function jobOnCluster(cluster: Cluster, target: unknown): Promise<Job | undefined> {
  const { jobId, namespace } = rowOf(target) ?? {};
  const chosen = jobId ? { id: jobId, namespace } : await pickJob(cluster, "Which job's volumes should be checked?");
  if (!chosen) return undefined;
  const { id } = chosen;
  return cluster.attempt(`Reading job "${id}"`, (client, signal) =>
    client.jobs.read(id, { namespace: chosen.namespace, signal }),
  );
}

async function gather(
  client: NomadClient,
  job: Job,
  namespace: string,
  signal: AbortSignal,
): Promise<Pick<VolumeFacts, 'nodes' | 'hostVolumes' | 'csiVolumes'>> {
  const { csi, host } = volumesAskedFor(job);
  const options = { namespace, signal };
  const [nodes, hostVolumes, volumes] = await Promise.all([
    host
      ? orElse<readonly NodeStub[] | undefined>(undefined, async () => (await client.cluster.nodes({ signal })).data)
      : [],
    host ? orElse<readonly HostVolume[]>([], () => hostVolumesOf(client, options)) : [],
    Promise.all(csi.map(async (id) => [id, await csiVolumeOf(client, id, options)] as const)),
  ]);
  return {
    nodes,
    hostVolumes,
    csiVolumes: Object.fromEntries(volumes.filter(([, volume]) => volume !== undefined)) as VolumeFacts['csiVolumes'],
  };
}

/** The list has no claims: each is read. There are few of one name. */
async function hostVolumesOf(client: NomadClient, options: { namespace: string; signal: AbortSignal }) {
  const { data } = await client.volumes.hostVolumes(options);
  return Promise.all(data.slice(0, 50).map(async ({ ID }) => (await client.volumes.hostVolume(ID, options)).data));
}

/** Null: not there. Undefined: may not be read. */
async function csiVolumeOf(
  client: NomadClient,
  id: string,
  options: { namespace: string; signal: AbortSignal },
): Promise<CsiVolume | null | undefined> {
  try {
    return (await client.volumes.csiVolume(id, options)).data;
  } catch (error) {
    if (isNomadError(error, 'not-found')) return null;
    if (isNomadError(error, 'forbidden')) return undefined;
    throw error;
  }
}

/** An older Nomad has no dynamic host volumes, and a token may not see nodes: neither ends the check. */
async function orElse<T>(otherwise: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error, 'forbidden', 'not-found', 'server')) return otherwise;
    throw error;
  }
}
