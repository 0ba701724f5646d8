/** From three questions to the storage that fits. Pure. */
import type { InsertedStorage } from '../../../server/src/protocol';

/** Whether the data must survive the task, and who writes it. */
export type Need = 'scratch' | 'one-node' | 'moves' | 'many-nodes';

export interface Option<T> {
  readonly value: T;
  readonly label: string;
  /** What follows from it. */
  readonly consequence: string;
}

export const SURVIVES: readonly Option<boolean>[] = [
  {
    value: true,
    label: 'Yes, it has to be there after a restart and an update',
    consequence: 'A volume. Two more questions say which kind.',
  },
  {
    value: false,
    label: 'No, it is scratch space or a cache',
    consequence: 'An ephemeral disk: fast, nothing to set up, and gone with the allocation.',
  },
];

export const WRITERS: readonly Option<Exclude<Need, 'scratch'>>[] = [
  {
    value: 'one-node',
    label: 'No, and it may stay on one node',
    consequence:
      'A host volume: a folder of a node. Fast and simple; the job runs where the folder is, and if that node is lost, so is the data.',
  },
  {
    value: 'moves',
    label: 'No, but it has to follow the job to other nodes',
    consequence: 'A CSI volume for one node at a time: needs a storage plugin in the cluster.',
  },
  {
    value: 'many-nodes',
    label: 'Yes, several nodes write it at once',
    consequence: 'A shared CSI volume such as NFS: slower, and not for databases, which rely on file locks.',
  },
];

/** A volume that is there, or the way to one. */
export type Origin =
  | { readonly kind: 'existing'; readonly name: string; readonly dynamic: boolean }
  | { readonly kind: 'agent' }
  | { readonly kind: 'spec' };

/** A volume that the cluster or the workspace knows. */
export interface KnownVolume {
  readonly type: 'host' | 'csi';
  readonly name: string;
  /** Where it is known from: `on 3 nodes`, `volumes/wiki.volume.hcl`. */
  readonly from: string;
  /** It is on the cluster, not only in a file that could make it. */
  readonly made?: boolean;
  readonly dynamic?: boolean;
  readonly readOnly?: boolean;
}

/** Existing volumes of the right type first, then the ways to make one. */
export function originsFor(need: Exclude<Need, 'scratch'>, known: readonly KnownVolume[]): readonly Option<Origin>[] {
  const type = need === 'one-node' ? 'host' : 'csi';
  const existing = known
    .filter((volume) => volume.type === type)
    .map(({ name, from, made, dynamic = false, readOnly }) => ({
      value: { kind: 'existing', name, dynamic } as const,
      label: name,
      consequence: made
        ? `There already, ${from}${readOnly ? '; read-only there' : ''}. Nothing else has to be done.`
        : `Written down ${from}. It has to be made before the job runs.`,
    }));
  const onDemand: Option<Origin> = {
    value: { kind: 'spec' },
    label: 'Make one on demand, from a volume spec',
    consequence:
      type === 'host'
        ? 'Nomad 1.10 and later: "nomad volume create" makes a folder on a node that fits. No restart of a client.'
        : '"nomad volume create" asks the storage plugin for it; the spec has its size and the plugin\'s parameters.',
  };
  const byConfiguration: Option<Origin> = {
    value: { kind: 'agent' },
    label: "Make one in the client's configuration",
    consequence:
      'A host_volume block on each node that may run the job, and a restart of its client. Works with every Nomad.',
  };
  return [...existing, ...(type === 'host' ? [byConfiguration, onDemand] : [onDemand])];
}

/** What is put into the job. */
export function storageFor(need: Need, origin: Origin | undefined, name: string): InsertedStorage {
  if (need === 'scratch') return { kind: 'ephemeral' };
  if (need === 'one-node') {
    const dynamic = origin?.kind === 'spec' || (origin?.kind === 'existing' && origin.dynamic);
    return dynamic
      ? { kind: 'host', source: name, accessMode: 'single-node-writer', sticky: true }
      : { kind: 'host', source: name };
  }
  const accessMode = need === 'many-nodes' ? 'multi-node-multi-writer' : 'single-node-writer';
  return { kind: 'csi', source: name, accessMode };
}

/** What belongs to the volume and is written beside the job. */
export type Companion = 'agent' | 'volume-spec-host' | 'volume-spec-csi';

export function companionFor(need: Need, origin: Origin | undefined): Companion | undefined {
  if (need === 'scratch' || origin === undefined || origin.kind === 'existing') return undefined;
  if (origin.kind === 'agent') return 'agent';
  return need === 'one-node' ? 'volume-spec-host' : 'volume-spec-csi';
}

/** The configuration that a client needs for a static host volume. */
export function agentBlock(name: string): string {
  return `# In the configuration of each client that may run the job. Make the folder, then restart that client.
client {
  host_volume "${name}" {
    path      = "/opt/nomad-volumes/${name}"
    read_only = false
  }
}
`;
}

/** Names of host volumes that an agent's configuration has. */
export function hostVolumesOfAgent(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*host_volume[ \t]+"([^"]+)"/gm)].map(([, name = '']) => name);
}

/** What a volume spec is about; undefined for a text that is none. */
export function volumeOfSpec(text: string): { readonly type: 'host' | 'csi'; readonly name: string } | undefined {
  const attribute = (name: string) => new RegExp(`^${name}[ \\t]*=[ \\t]*"([^"]+)"`, 'm').exec(text)?.[1];
  const type = attribute('type');
  const name = type === 'csi' ? (attribute('id') ?? attribute('name')) : attribute('name');
  return (type === 'host' || type === 'csi') && name !== undefined ? { type, name } : undefined;
}
