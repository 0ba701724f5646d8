/** Volumes and their plugins (api/host_volumes.go, api/csi.go): the fields that are used here. */
import type { AllocationStub } from './allocation';

/** A dynamic host volume. Static ones, of a client's configuration, are in `NodeStub.HostVolumes`. */
export interface HostVolumeStub {
  readonly ID: string;
  readonly Name: string;
  readonly Namespace: string;
  readonly NodeID: string;
  readonly NodePool?: string;
  readonly PluginID?: string;
  readonly State: 'pending' | 'ready' | 'unavailable' | 'deleted';
  readonly CapacityBytes?: number;
  readonly ModifyIndex: number;
}

export interface HostVolume extends HostVolumeStub {
  readonly HostPath?: string;
  readonly RequestedCapabilities?: readonly VolumeCapability[] | null;
  /** Who uses it. */
  readonly Allocations?: readonly AllocationStub[] | null;
}

export interface VolumeCapability {
  readonly AccessMode: string;
  readonly AttachmentMode: string;
}

export interface CsiVolumeStub {
  readonly ID: string;
  readonly Name: string;
  readonly Namespace: string;
  /** Empty until it is claimed for the first time. */
  readonly AccessMode?: string;
  readonly AttachmentMode?: string;
  readonly CurrentReaders: number;
  readonly CurrentWriters: number;
  readonly Schedulable: boolean;
  readonly PluginID: string;
  readonly Provider?: string;
  readonly ControllerRequired?: boolean;
  readonly ControllersHealthy: number;
  readonly ControllersExpected: number;
  readonly NodesHealthy: number;
  readonly NodesExpected: number;
  readonly ModifyIndex: number;
}

export interface CsiVolume extends Omit<CsiVolumeStub, 'CurrentReaders' | 'CurrentWriters'> {
  readonly RequestedCapabilities?: readonly VolumeCapability[] | null;
  /** Who uses it, readers and writers alike. */
  readonly Allocations?: readonly AllocationStub[] | null;
  /** By allocation. */
  readonly ReadAllocs?: Readonly<Record<string, unknown>> | null;
  readonly WriteAllocs?: Readonly<Record<string, unknown>> | null;
}

export interface CsiPluginStub {
  readonly ID: string;
  readonly Provider?: string;
  readonly ControllerRequired: boolean;
  readonly ControllersHealthy: number;
  readonly ControllersExpected: number;
  readonly NodesHealthy: number;
  readonly NodesExpected: number;
  readonly ModifyIndex: number;
}

export interface CsiPlugin extends CsiPluginStub {
  readonly Version?: string;
  /** By node. */
  readonly Controllers?: Readonly<Record<string, CsiInfo>> | null;
  readonly Nodes?: Readonly<Record<string, CsiInfo>> | null;
  /** The allocations that are the plugin. */
  readonly Allocations?: readonly AllocationStub[] | null;
}

export interface CsiInfo {
  readonly AllocID: string;
  readonly Healthy: boolean;
  readonly HealthDescription?: string;
}

/** What a dynamic host volume shall be (api/host_volumes.go `HostVolume`). */
export interface HostVolumeSpec {
  readonly Name: string;
  readonly Namespace?: string;
  /** `mkdir` is built in. */
  readonly PluginID: string;
  readonly NodePool?: string;
  /** One certain node; the scheduler chooses one otherwise. */
  readonly NodeID?: string;
  readonly RequestedCapabilities: readonly VolumeCapability[];
  /** Bytes. */
  readonly RequestedCapacityMinBytes?: number;
  readonly RequestedCapacityMaxBytes?: number;
  readonly Parameters?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export interface HostVolumeCreated {
  readonly Volume: HostVolume;
  readonly Warnings?: string;
}

/** What a CSI volume shall be (api/csi.go `CSIVolume`); other fields travel along. */
export interface CsiVolumeSpec {
  readonly ID: string;
  readonly Name: string;
  readonly PluginID: string;
  /** The storage's own name, for one that is there already. */
  readonly ExternalID?: string;
  readonly RequestedCapabilities: readonly VolumeCapability[];
  readonly [field: string]: unknown;
}

/** A snapshot that a plugin has (api/csi.go `CSISnapshot`). */
export interface CsiSnapshot {
  /** The storage's own name of it. */
  readonly ID?: string;
  readonly Name?: string;
  /** The volume's ID in the storage, and in Nomad. */
  readonly ExternalSourceVolumeID?: string;
  readonly SourceVolumeID?: string;
  readonly SizeBytes?: number;
  /** Unix seconds. */
  readonly CreateTime?: number;
  readonly IsReady?: boolean;
}
