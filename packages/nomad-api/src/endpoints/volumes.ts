/** Volumes: dynamic host volumes, CSI volumes, and the plugins that make the latter. */
import { type Answer, type ListOptions, type ReadOptions, reading, type Send } from '../call';
import type { CsiPlugin, CsiPluginStub, CsiVolume, CsiVolumeStub, HostVolume, HostVolumeStub } from '../types';

export interface VolumesApi {
  /** `GET /v1/volumes?type=host`: dynamic ones. Those that may not be seen are left out. */
  hostVolumes(options?: ListOptions): Promise<Answer<readonly HostVolumeStub[]>>;
  /** By ID; `not-found` when there is none. */
  hostVolume(id: string, options?: ReadOptions): Promise<Answer<HostVolume>>;
  csiVolumes(options?: ListOptions & { readonly plugin?: string }): Promise<Answer<readonly CsiVolumeStub[]>>;
  csiVolume(id: string, options?: ReadOptions): Promise<Answer<CsiVolume>>;
  plugins(options?: ListOptions): Promise<Answer<readonly CsiPluginStub[]>>;
  plugin(id: string, options?: ReadOptions): Promise<Answer<CsiPlugin>>;
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
  };
}
