/** Which volume of the cluster a command is for. */
import { isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';

export interface ChosenVolume {
  readonly type: 'host' | 'csi';
  readonly name: string;
  /** Absent for one of the clients' configuration. */
  readonly id?: string;
  readonly namespace?: string;
}

export interface PickVolume {
  /** What is asked: `Delete a volume`. */
  readonly title: string;
  /** Which are offered; all when left out. */
  readonly fits?: (volume: ChosenVolume) => boolean;
  /** What is said when none is there: `There is no CSI volume`. */
  readonly none: string;
}

/** The volume that a row of the explorer is, or one that is picked. */
export async function pickVolume(
  cluster: Cluster,
  target: unknown,
  { title, fits = () => true, none }: PickVolume,
): Promise<ChosenVolume | undefined> {
  const row = target as { readonly volume?: Omit<ChosenVolume, 'namespace'>; readonly namespace?: string } | undefined;
  if (row?.volume) return { ...row.volume, namespace: row.namespace };
  const found = await cluster.attempt('Looking for volumes', listVolumes);
  if (!found) return undefined;
  const fitting = found.filter(({ volume }) => fits(volume));
  if (fitting.length === 0) {
    vscode.window.showInformationMessage(`${none} on ${cluster.label()}.`);
    return undefined;
  }
  const items = fitting.map(({ volume, where }) => ({
    label: volume.name,
    description: [volume.type === 'csi' ? 'CSI' : 'host', where, volume.namespace].filter(Boolean).join(' · '),
    volume,
  }));
  const options = {
    title: `${title} on ${cluster.label()}`,
    placeHolder: 'Which volume?',
    matchOnDescription: true,
  };
  return (await vscode.window.showQuickPick(items, options))?.volume;
}

interface Listed {
  readonly volume: ChosenVolume;
  /** Node or plugin. */
  readonly where: string;
}

async function listVolumes(client: NomadClient, signal: AbortSignal): Promise<readonly Listed[]> {
  const all = { namespace: '*', signal };
  const visible = async <T>(read: Promise<{ readonly data: readonly T[] }>): Promise<readonly T[]> => {
    try {
      return (await read).data;
    } catch (error) {
      if (isNomadError(error, 'forbidden', 'server')) return [];
      throw error;
    }
  };
  const [hosts, csi, nodes] = await Promise.all([
    visible(client.volumes.hostVolumes(all)),
    visible(client.volumes.csiVolumes(all)),
    visible(client.cluster.nodes({ signal })),
  ]);
  const nodeOf = new Map(nodes.map(({ ID, Name }) => [ID, Name]));
  const dynamic = hosts.map(({ ID, Name, Namespace, NodeID }): Listed => {
    return {
      volume: { type: 'host', name: Name, id: ID, namespace: Namespace },
      where: `on ${nodeOf.get(NodeID) ?? NodeID.slice(0, 8)}`,
    };
  });
  const known = new Set(hosts.map(({ Name, NodeID }) => `${NodeID}/${Name}`));
  const configured = nodes.flatMap(({ ID, HostVolumes }) =>
    Object.entries(HostVolumes ?? {})
      .filter(([name, volume]) => !volume.ID && !known.has(`${ID}/${name}`))
      .map(([name]) => name),
  );
  const fixed = [...new Set(configured)].map((name): Listed => {
    return { volume: { type: 'host', name }, where: "in the clients' configuration" };
  });
  const plugged = csi.map(({ ID, Name, Namespace, PluginID }): Listed => {
    return { volume: { type: 'csi', name: Name || ID, id: ID, namespace: Namespace }, where: `plugin ${PluginID}` };
  });
  return [...fixed, ...dynamic, ...plugged].sort((a, b) => (a.volume.name < b.volume.name ? -1 : 1));
}
