/** `nomad.volume.status`: how a volume is, as a document. */
import { isNomadError, type NomadClient } from '@nomad/api';
import type { Cluster } from '../cluster';
import { type VolumeFacts, volumeStatusReport } from '../documents/volume-status';
import { reportView } from '../troubleshoot/report-view';
import { type ChosenVolume, pickVolume } from './pick-volume';

/** @param target a row of the explorer, or nothing: then one is picked */
export async function showVolume(cluster: Cluster, target?: unknown): Promise<void> {
  const volume = await pickVolume(cluster, target, { title: 'Show a volume', none: 'There is no volume' });
  if (!volume) return;
  const facts = await cluster.attempt(`Reading volume "${volume.name}" on ${cluster.label()}`, (client, signal) =>
    gather(client, volume, signal),
  );
  if (!facts) return;
  const place = [cluster.place(), volume.namespace].filter(Boolean).join(' · ');
  await reportView(cluster).show(volumeStatusReport({ ...facts, name: volume.name, place, now: Date.now() }));
}

async function gather(
  client: NomadClient,
  { type, id, name, namespace }: ChosenVolume,
  signal: AbortSignal,
): Promise<Pick<VolumeFacts, 'host' | 'csi' | 'nodes' | 'snapshots'>> {
  const where = { namespace, signal };
  const nodes = (await client.cluster.nodes({ signal }).catch(unlessForbidden))?.data;
  if (id === undefined) return { nodes };
  if (type === 'host') return { host: (await client.volumes.hostVolume(id, where)).data, nodes };
  const csi = (await client.volumes.csiVolume(id, where)).data;
  // Many plugins cannot list, which is no trouble of the volume.
  const all = await client.volumes.snapshots(csi.PluginID, { ...where, limit: 5_000 }).catch((error) => {
    if (!isNomadError(error) || error.kind === 'cancelled') throw error;
    return [];
  });
  return {
    csi,
    nodes,
    snapshots: all.filter(({ SourceVolumeID }) => SourceVolumeID === id || SourceVolumeID === name),
  };
}

function unlessForbidden(error: unknown): undefined {
  if (isNomadError(error, 'forbidden')) return undefined;
  throw error;
}
