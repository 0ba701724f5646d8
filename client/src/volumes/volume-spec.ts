/** A volume specification as Nomad's API takes it (command/volume_create_csi.go, volume_create_host.go). Pure. */
import type { CsiVolumeSpec, HostVolumeSpec, VolumeCapability } from '@nomad/api';

/** What the file asks for: `register` makes storage known that is there already. */
export type VolumeRequest =
  | { readonly type: 'host'; readonly verb: 'create' | 'register'; readonly volume: HostVolumeSpec }
  | { readonly type: 'csi'; readonly verb: 'create' | 'register'; readonly volume: CsiVolumeSpec };

/** Values as the file has them: blocks are lists of objects. */
type Values = Readonly<Record<string, unknown>>;

/** @throws Error whose message is for the person, when the file leaves out what no volume can do without */
export function volumeOfSpec(values: Values): VolumeRequest {
  const type = text(values, 'type')?.toLowerCase();
  if (type !== 'host' && type !== 'csi') throw new Error('The specification has no "type": it is "host" or "csi".');
  return type === 'host' ? hostVolume(values) : csiVolume(values);
}

function hostVolume(values: Values): VolumeRequest {
  const name = text(values, 'name');
  if (!name) throw new Error('A host volume needs a "name": what jobs give as "source".');
  const path = text(values, 'host_path');
  const node = text(values, 'node_id');
  if (path && !node) throw new Error('To register a directory, "node_id" has to say on which node "host_path" is.');
  const volume = given({
    ID: text(values, 'id'),
    Name: name,
    Namespace: text(values, 'namespace'),
    // A volume that is registered has no plugin that made it.
    PluginID: text(values, 'plugin_id') ?? (path ? '' : 'mkdir'),
    NodePool: text(values, 'node_pool'),
    NodeID: node,
    HostPath: path,
    CapacityBytes: bytesOf(values, 'capacity'),
    RequestedCapacityMinBytes: bytesOf(values, 'capacity_min'),
    RequestedCapacityMaxBytes: bytesOf(values, 'capacity_max'),
    RequestedCapabilities: capabilitiesOf(values),
    Constraints: blocks(values, 'constraint').map(constraintOf),
    Parameters: textsOf(values, 'parameters'),
  });
  return { type: 'host', verb: path ? 'register' : 'create', volume: volume as unknown as HostVolumeSpec };
}

function csiVolume(values: Values): VolumeRequest {
  const id = text(values, 'id');
  const plugin = text(values, 'plugin_id');
  if (!id || !plugin) throw new Error('A CSI volume needs an "id", and a "plugin_id" that names its storage plugin.');
  const external = text(values, 'external_id');
  const [mount] = blocks(values, 'mount_options');
  const [topology] = blocks(values, 'topology_request');
  const volume = given({
    ID: id,
    Name: text(values, 'name') ?? id,
    Namespace: text(values, 'namespace'),
    PluginID: plugin,
    ExternalID: external,
    RequestedCapacityMin: bytesOf(values, 'capacity_min'),
    RequestedCapacityMax: bytesOf(values, 'capacity_max'),
    RequestedCapabilities: capabilitiesOf(values),
    CloneID: text(values, 'clone_id'),
    SnapshotID: text(values, 'snapshot_id'),
    MountOptions: mount && given({ FSType: text(mount, 'fs_type'), MountFlags: mount.mount_flags }),
    RequestedTopologies:
      topology &&
      given({ Required: topologiesOf(topology, 'required'), Preferred: topologiesOf(topology, 'preferred') }),
    Secrets: textsOf(values, 'secrets'),
    Parameters: textsOf(values, 'parameters'),
    Context: textsOf(values, 'context'),
  });
  return { type: 'csi', verb: external ? 'register' : 'create', volume: volume as unknown as CsiVolumeSpec };
}

function capabilitiesOf(values: Values): readonly VolumeCapability[] {
  return blocks(values, 'capability').map((one) => ({
    AccessMode: text(one, 'access_mode') ?? '',
    AttachmentMode: text(one, 'attachment_mode') ?? '',
  }));
}

/** As in jobs: the name of an operator may stand in place of "operator" and "value". */
const OPERATORS = ['version', 'semver', 'regexp', 'set_contains'] as const;

function constraintOf(block: Values): object {
  const short = OPERATORS.find((name) => text(block, name) !== undefined);
  return {
    LTarget: text(block, 'attribute') ?? '',
    RTarget: (short ? text(block, short) : text(block, 'value')) ?? '',
    Operand: short ?? text(block, 'operator') ?? '=',
  };
}

function topologiesOf(request: Values, name: string): readonly object[] | undefined {
  const [list] = blocks(request, name);
  return list && blocks(list, 'topology').map((one) => ({ Segments: textsOf(one, 'segments') ?? {} }));
}

/** `10GiB`, `500MB`, `1,000`: as Nomad reads sizes (go-humanize ParseBytes). */
export function parseSize(size: string): number | undefined {
  const [, number = '', unit = '', binary] = /^([\d.,]+)\s*([kmgtpe]?)(i?)b?$/i.exec(size.trim()) ?? [];
  const value = Number(number.replaceAll(',', ''));
  if (number === '' || Number.isNaN(value)) return undefined;
  const power = unit === '' ? 0 : 'kmgtpe'.indexOf(unit.toLowerCase()) + 1;
  return Math.floor(value * (binary ? 1024 : 1000) ** power);
}

function bytesOf(values: Values, name: string): number | undefined {
  const size = text(values, name);
  return size === undefined ? undefined : parseSize(size);
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function blocks(values: Values, name: string): readonly Values[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

/** The entries of a block whose names are free; numbers and booleans become texts. */
function textsOf(values: Values, name: string): Record<string, string> | undefined {
  const [block] = blocks(values, name);
  return block && Object.fromEntries(Object.entries(block).map(([key, value]) => [key, String(value)]));
}

function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
