/** Volumes: dynamic host volumes, CSI volumes, and the plugins that make the latter. */
import {
  type Answer,
  type CallOptions,
  calling,
  type ListOptions,
  type ReadOptions,
  reading,
  type Send,
} from '../call';
import type {
  CsiPlugin,
  CsiPluginStub,
  CsiSnapshot,
  CsiVolume,
  CsiVolumeSpec,
  CsiVolumeStub,
  HostVolume,
  HostVolumeCreated,
  HostVolumeSpec,
  HostVolumeStub,
} from '../types';

export interface VolumesApi {
  /** `GET /v1/volumes?type=host`: dynamic ones. Those that may not be seen are left out. */
  hostVolumes(options?: ListOptions): Promise<Answer<readonly HostVolumeStub[]>>;
  /** By ID; `not-found` when there is none. */
  hostVolume(id: string, options?: ReadOptions): Promise<Answer<HostVolume>>;
  csiVolumes(options?: ListOptions & { readonly plugin?: string }): Promise<Answer<readonly CsiVolumeStub[]>>;
  csiVolume(id: string, options?: ReadOptions): Promise<Answer<CsiVolume>>;
  plugins(options?: ListOptions): Promise<Answer<readonly CsiPluginStub[]>>;
  plugin(id: string, options?: ReadOptions): Promise<Answer<CsiPlugin>>;
  /** Makes a dynamic host volume on a node. It is `pending` first: read it until its `State` is `ready`. */
  createHost(volume: HostVolumeSpec, options?: CallOptions): Promise<HostVolumeCreated>;
  /** Makes a directory that is there already known as a host volume of its node. */
  registerHost(volume: HostVolumeSpec, options?: CallOptions): Promise<HostVolumeCreated>;
  /** Deletes a dynamic host volume with what is in it. Refused while it is in use. */
  deleteHost(id: string, options?: CallOptions): Promise<void>;
  /** Has a plugin make a volume, and makes it known to Nomad. */
  createCsi(volume: CsiVolumeSpec, options?: CallOptions): Promise<readonly CsiVolume[]>;
  /** Makes a volume that is there already (`ExternalID`) known to Nomad. */
  registerCsi(volume: CsiVolumeSpec, options?: CallOptions): Promise<void>;
  /** Forgets a volume; the storage itself stays. */
  deregisterCsi(id: string, options?: CallOptions & { readonly force?: boolean }): Promise<void>;
  /** Has the plugin delete the storage, and forgets the volume. */
  deleteCsi(id: string, options?: CallOptions): Promise<void>;
  /** Snapshots that a plugin has of its volumes. */
  snapshots(plugin: string, options?: CallOptions): Promise<readonly CsiSnapshot[]>;
  /** Has the plugin make a snapshot of a CSI volume, by its ID. */
  createSnapshot(volume: string, name: string, options?: CallOptions): Promise<CsiSnapshot | undefined>;
}

export function volumesApi(send: Send): VolumesApi {
  const list = async <T>(path: string, purpose: string, needs: string, options: ListOptions = {}, more: object) => {
    const parts = reading(options);
    const query = { ...parts.query, ...more };
    const answer = await send({ ...parts, method: 'GET', path, purpose, needs, query });
    return { ...answer, data: (answer.data ?? []) as readonly T[] };
  };
  const one = async <T>(path: string, purpose: string, needs: string, options?: ReadOptions) =>
    (await send({ ...reading(options), method: 'GET', path, purpose, needs })) as Answer<T>;
  const change = async (
    method: 'PUT' | 'DELETE',
    path: string,
    purpose: string,
    needs: string,
    options: CallOptions = {},
    more = {},
  ) => (await send({ ...calling(options), method, path, purpose, needs, ifRefused: REFUSED, ...more })).data;
  const csiPath = (id: string) => `/v1/volume/csi/${encodeURIComponent(id)}`;
  return {
    hostVolumes: (options) =>
      list<HostVolumeStub>('/v1/volumes', 'list host volumes', 'host-volume-read', options, { type: 'host' }),
    hostVolume: (id, options) =>
      one(`/v1/volume/host/${encodeURIComponent(id)}`, `read host volume "${id}"`, 'host-volume-read', options),
    csiVolumes: (options) =>
      list<CsiVolumeStub>('/v1/volumes', 'list CSI volumes', 'csi-list-volume', options, {
        type: 'csi',
        plugin_id: options?.plugin,
      }),
    csiVolume: (id, options) =>
      one(`/v1/volume/csi/${encodeURIComponent(id)}`, `read CSI volume "${id}"`, 'csi-read-volume', options),
    plugins: (options) =>
      list<CsiPluginStub>('/v1/plugins', 'list storage plugins', 'plugin list', options, { type: 'csi' }),
    plugin: (id, options) =>
      one(`/v1/plugin/csi/${encodeURIComponent(id)}`, `read storage plugin "${id}"`, 'plugin read', options),
    createHost: async (volume, options) => {
      const purpose = `create host volume "${volume.Name}"`;
      const path = '/v1/volume/host/create';
      const body = { Volume: volume };
      return (await change('PUT', path, purpose, 'host-volume-create', options, { body })) as HostVolumeCreated;
    },
    registerHost: async (volume, options) => {
      const purpose = `register host volume "${volume.Name}"`;
      const path = '/v1/volume/host/register';
      const body = { Volume: volume };
      return (await change('PUT', path, purpose, 'host-volume-register', options, { body })) as HostVolumeCreated;
    },
    deleteHost: async (id, options) => {
      const path = `/v1/volume/host/${encodeURIComponent(id)}/delete`;
      await change('DELETE', path, `delete host volume "${id}"`, 'host-volume-delete', options);
    },
    createCsi: async (volume, options) => {
      const purpose = `create CSI volume "${volume.ID}"`;
      const body = { Volumes: [volume] };
      const made = await change('PUT', `${csiPath(volume.ID)}/create`, purpose, 'csi-write-volume', options, { body });
      return (made as { Volumes?: CsiVolume[] | null } | undefined)?.Volumes ?? [];
    },
    registerCsi: async (volume, options) => {
      const purpose = `register CSI volume "${volume.ID}"`;
      const body = { Volumes: [volume] };
      await change('PUT', csiPath(volume.ID), purpose, 'csi-write-volume', options, { body });
    },
    deregisterCsi: async (id, options) => {
      const query = { force: options?.force };
      await change('DELETE', csiPath(id), `deregister CSI volume "${id}"`, 'csi-write-volume', options, { query });
    },
    deleteCsi: async (id, options) => {
      await change('DELETE', `${csiPath(id)}/delete`, `delete CSI volume "${id}"`, 'csi-write-volume', options);
    },
    async snapshots(plugin, options) {
      const purpose = `list the snapshots of storage plugin "${plugin}"`;
      const call = { ...calling(options), method: 'GET', path: SNAPSHOT, purpose, needs: 'csi-list-volume' } as const;
      return ((await send({ ...call, query: { plugin_id: plugin } })).data as Snapshots | undefined)?.Snapshots ?? [];
    },
    async createSnapshot(volume, name, options) {
      const purpose = `make a snapshot of CSI volume "${volume}"`;
      const body = { Snapshots: [{ SourceVolumeID: volume, Name: name }] };
      const made = await change('PUT', SNAPSHOT, purpose, 'csi-write-volume', options, { body });
      return (made as Snapshots | undefined)?.Snapshots?.[0];
    },
  };
}

interface Snapshots {
  readonly Snapshots?: readonly CsiSnapshot[] | null;
}

const SNAPSHOT = '/v1/volumes/snapshot';
const REFUSED = 'See the state of the volume and of its plugin.';
