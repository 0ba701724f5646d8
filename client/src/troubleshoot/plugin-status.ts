/** How a storage plugin is: its controllers, its nodes, and who uses its volumes. Pure. */
import type { CsiInfo, CsiPlugin, CsiVolumeStub } from '@nomad/api';
import { type Line, line, part, type Report, verdict } from './report';

export interface PluginFacts {
  readonly plugin: CsiPlugin;
  readonly cluster: string;
  /** Of all namespaces that may be seen. */
  readonly volumes: readonly CsiVolumeStub[];
  /** Name by ID; a node that is not known has its ID's beginning. */
  readonly nodes: Readonly<Record<string, string>>;
}

export function pluginReport({ plugin, cluster, volumes, nodes }: PluginFacts): Report {
  const { ID, Provider, Version } = plugin;
  return {
    title: `Plugin · ${ID}`,
    place: cluster,
    lines: [
      headline(plugin),
      line(1, [Provider, Version].filter(Boolean).join(' ') || 'It has not said what it is yet.'),
      ...part(
        'Controllers',
        plugin.ControllerRequired ? instances(plugin.Controllers, nodes) : [line(1, 'It needs none.')],
      ),
      ...part('Nodes', instances(plugin.Nodes, nodes)),
      ...part('Volumes', volumes.map(volumeLine)),
    ],
    actions: [{ title: '$(refresh) Look again', command: 'nomad.plugin.status', args: [ID] }],
  };
}

/** Where there is none at all. */
export function noPluginReport(cluster: string): Report {
  return {
    title: 'Storage plugins',
    place: cluster,
    lines: [
      verdict('warning', 'No storage plugin runs on this cluster, so there can be no CSI volume.'),
      line(
        1,
        'A plugin is a job of its own: one task with a csi_plugin block on each node, and for most a controller.',
      ),
      line(1, 'In an empty job file, type csi-plugin for one that serves NFS.'),
    ],
    actions: [{ title: '$(refresh) Look again', command: 'nomad.plugin.status', args: [] }],
  };
}

function headline({
  ControllerRequired,
  ControllersHealthy,
  ControllersExpected,
  NodesHealthy,
  NodesExpected,
}: CsiPlugin): Line {
  if (ControllerRequired && ControllersHealthy === 0) {
    return verdict('bad', 'No controller of it is healthy: no volume can be made, attached or detached.');
  }
  if (NodesHealthy === 0) return verdict('bad', 'It is healthy on no node: no volume of it can be mounted.');
  const missing = NodesExpected - NodesHealthy + (ControllerRequired ? ControllersExpected - ControllersHealthy : 0);
  return missing > 0
    ? verdict('warning', `${missing} of its instances ${missing === 1 ? 'is' : 'are'} not healthy.`)
    : verdict('good', 'All of its instances are healthy.');
}

function instances(of: CsiPlugin['Nodes'], nodes: PluginFacts['nodes']): readonly Line[] {
  const rows = Object.entries(of ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return [line(1, 'none')];
  return rows.map(([node, info]) => instanceLine(nodes[node] ?? node.slice(0, 8), info));
}

function instanceLine(node: string, { Healthy, HealthDescription, AllocID }: CsiInfo): Line {
  const target = { kind: 'allocation', allocationId: AllocID };
  return line(
    1,
    { text: Healthy ? '✔ healthy' : '✖ not healthy', kind: Healthy ? 'good' : 'bad' },
    ` on ${node}, allocation ${AllocID.slice(0, 8)}${HealthDescription && !Healthy ? `: ${HealthDescription}` : ''}   `,
    { text: 'logs', link: { command: 'nomad.alloc.logs', args: [target] } },
  );
}

function volumeLine({ ID, Namespace, CurrentReaders, CurrentWriters, AccessMode, Schedulable }: CsiVolumeStub): Line {
  const claims = [
    CurrentWriters > 0 && `${CurrentWriters} writing`,
    CurrentReaders > 0 && `${CurrentReaders} reading`,
  ].filter(Boolean);
  const mode = AccessMode ? `, ${AccessMode}` : '';
  return line(
    1,
    ...(Schedulable ? [] : [{ text: '✖ cannot be scheduled: ', kind: 'bad' as const }]),
    `${ID} (namespace ${Namespace}${mode}): ${claims.join(', ') || 'nobody uses it'}`,
  );
}
