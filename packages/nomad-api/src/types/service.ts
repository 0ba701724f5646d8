/** Services of Nomad's own discovery (api/services.go) and their checks (api/allocations.go `AllocCheckStatus`). */

/** The services of one namespace. */
export interface ServiceList {
  readonly Namespace: string;
  readonly Services: readonly { readonly ServiceName: string; readonly Tags?: readonly string[] | null }[];
}

export interface ServiceRegistration {
  /** Holds the name of the port's label at its end: `_nomad-task-<alloc>-group-<group>-<service>-<port>`. */
  readonly ID: string;
  readonly ServiceName: string;
  readonly Namespace: string;
  readonly NodeID: string;
  readonly Datacenter?: string;
  readonly JobID: string;
  readonly AllocID: string;
  readonly Tags?: readonly string[] | null;
  readonly Address: string;
  readonly Port: number;
}

export interface CheckStatus {
  readonly ID: string;
  readonly Check: string;
  readonly Group: string;
  readonly Service: string;
  readonly Task?: string;
  readonly Mode: 'healthiness' | 'readiness';
  readonly Status: 'success' | 'failure' | 'pending';
  readonly Output: string;
  /** Of HTTP checks. */
  readonly StatusCode?: number;
  /** Unix seconds. */
  readonly Timestamp: number;
}
