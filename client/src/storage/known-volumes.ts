/** The volumes that the cluster has and that the workspace's files make. */
import { isNomadError, type NodeStub } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { hostVolumesOfAgent, type KnownVolume, volumeOfSpec } from './storage-choice';

/** Longer than this nobody waits for a list that only helps. */
const PATIENCE = 2_000;

/** Of the cluster when it answers soon, and of the workspace. */
export async function knownVolumes(cluster: Cluster): Promise<readonly KnownVolume[]> {
  const [there, here] = await Promise.all([onCluster(cluster), inWorkspace()]);
  const names = new Set(there.map(({ type, name }) => `${type} ${name}`));
  return [...there, ...here.filter(({ type, name }) => !names.has(`${type} ${name}`))];
}

/** Volume specs, and the host volumes of agents' configurations. */
export async function inWorkspace(): Promise<readonly KnownVolume[]> {
  const uris = await vscode.workspace.findFiles('**/*.hcl', '**/{node_modules,.git}/**', 2_000);
  const found = await Promise.all(
    uris
      .filter(({ path }) => !path.endsWith('.nomad.hcl'))
      .map(async (uri): Promise<readonly KnownVolume[]> => {
        const text = await textOf(uri);
        const from = `in ${vscode.workspace.asRelativePath(uri)}`;
        const spec = volumeOfSpec(text);
        if (spec) return [{ ...spec, from, dynamic: spec.type === 'host' }];
        return hostVolumesOfAgent(text).map((name) => ({ type: 'host', name, from }));
      }),
  );
  return found.flat();
}

/** Nothing is said when it fails: without a cluster the list is shorter, and the volume can be made all the same. */
async function onCluster(cluster: Cluster): Promise<readonly KnownVolume[]> {
  try {
    const client = cluster.client();
    const options = { limit: PATIENCE };
    const [nodes, hosts, csi] = await Promise.all([
      list(async () => (await client.cluster.nodes(options)).data),
      list(async () => (await client.volumes.hostVolumes(options)).data),
      list(async () => (await client.volumes.csiVolumes(options)).data),
    ]);
    return [
      ...staticVolumes(nodes),
      ...hosts.map(({ Name }) => ({
        type: 'host' as const,
        name: Name,
        from: 'dynamic, on the cluster',
        made: true,
        dynamic: true,
      })),
      ...csi.map(({ ID, PluginID }) => ({
        type: 'csi' as const,
        name: ID,
        from: `on the cluster, plugin ${PluginID}`,
        made: true,
      })),
    ];
  } catch (error) {
    cluster.output.debug(error instanceof Error ? error.message : String(error));
    return [];
  }
}

function staticVolumes(nodes: readonly NodeStub[]): readonly KnownVolume[] {
  const found = new Map<string, { count: number; readOnly: boolean }>();
  for (const { HostVolumes } of nodes) {
    for (const [name, { ID, ReadOnly }] of Object.entries(HostVolumes ?? {})) {
      if (ID) continue;
      const before = found.get(name) ?? { count: 0, readOnly: false };
      found.set(name, { count: before.count + 1, readOnly: before.readOnly || ReadOnly === true });
    }
  }
  return [...found].map(([name, { count, readOnly }]) => {
    return {
      type: 'host',
      name,
      readOnly,
      made: true,
      from: `on ${count} node${count === 1 ? '' : 's'} of the cluster`,
    };
  });
}

async function list<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error, 'forbidden', 'not-found', 'server')) return [];
    throw error;
  }
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // Gone since it was found.
    return '';
  }
}
