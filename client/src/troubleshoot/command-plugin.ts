/** `nomad.plugin.status`: how a storage plugin is. */
import { isNomadError, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { noPluginReport, type PluginFacts, pluginReport } from './plugin-status';
import { reportView } from './report-view';

/** @param target ID of a plugin; without one it is asked for where there are several */
export async function showPlugin(cluster: Cluster, target?: unknown): Promise<void> {
  const place = cluster.place();
  const id = typeof target === 'string' ? target : await choose(cluster);
  if (id === undefined) return;
  if (id === null) return reportView(cluster).show(noPluginReport(place));
  const found = await cluster.attempt(`Reading storage plugin "${id}" on ${cluster.label()}`, (client, signal) =>
    gather(client, id, signal),
  );
  if (found) await reportView(cluster).show(pluginReport({ ...found, cluster: place }));
}

/** Null: there is none. */
async function choose(cluster: Cluster): Promise<string | null | undefined> {
  const found = await cluster.attempt('Looking for storage plugins', (client, signal) =>
    client.volumes.plugins({ signal }),
  );
  if (!found) return undefined;
  const [first, ...others] = found.data;
  if (!first) return null;
  if (others.length === 0) return first.ID;
  const items = found.data.map(({ ID, Provider, NodesHealthy, NodesExpected }) => ({
    label: ID,
    description: `${Provider ?? ''} · ${NodesHealthy} of ${NodesExpected} nodes healthy`,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which storage plugin?' }))?.label;
}

async function gather(client: NomadClient, id: string, signal: AbortSignal): Promise<Omit<PluginFacts, 'cluster'>> {
  const [plugin, volumes, nodes] = await Promise.all([
    client.volumes.plugin(id, { signal }),
    client.volumes.csiVolumes({ namespace: '*', plugin: id, signal }),
    namesOfNodes(client, signal),
  ]);
  return { plugin: plugin.data, volumes: volumes.data, nodes };
}

async function namesOfNodes(client: NomadClient, signal: AbortSignal): Promise<Record<string, string>> {
  try {
    return Object.fromEntries((await client.cluster.nodes({ signal })).data.map(({ ID, Name }) => [ID, Name]));
  } catch (error) {
    if (isNomadError(error, 'forbidden')) return {};
    throw error;
  }
}
