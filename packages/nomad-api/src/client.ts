/** A client of one cluster. */
import type { Call } from './call';
import type { NomadConfig } from './config';
import { type AllocationsApi, allocationsApi } from './endpoints/allocations';
import { type ClusterApi, clusterApi } from './endpoints/cluster';
import { type DeploymentsApi, deploymentsApi } from './endpoints/deployments';
import { type EvaluationsApi, evaluationsApi } from './endpoints/evaluations';
import { type JobsApi, jobsApi } from './endpoints/jobs';
import { type LogsApi, logsApi } from './endpoints/logs';
import { type ServicesApi, servicesApi } from './endpoints/services';
import { type VolumesApi, volumesApi } from './endpoints/volumes';
import { createTransport, type TransportOptions } from './transport';

export interface NomadClient {
  /** As it may be shown: without user and password. */
  readonly address: string;
  /** Namespace and region of requests that name none. */
  readonly namespace: string | undefined;
  readonly region: string | undefined;
  readonly jobs: JobsApi;
  readonly evaluations: EvaluationsApi;
  readonly deployments: DeploymentsApi;
  readonly allocations: AllocationsApi;
  readonly logs: LogsApi;
  readonly cluster: ClusterApi;
  readonly services: ServicesApi;
  readonly volumes: VolumesApi;
  /** Closes its connections; what is under way fails. */
  close(): Promise<void>;
}

/**
 * Makes a client. Nothing is asked, connected or read before the first call.
 * @throws NomadError of kind `protocol` when the address is none
 */
export function createClient(config: NomadConfig, options: TransportOptions = {}): NomadClient {
  const transport = createTransport(config, options);
  const send = (call: Call) => transport.send(call);
  return {
    address: transport.address,
    namespace: config.namespace,
    region: config.region,
    jobs: jobsApi(send),
    evaluations: evaluationsApi(send),
    deployments: deploymentsApi(send),
    allocations: allocationsApi(send),
    logs: logsApi(transport),
    cluster: clusterApi(send),
    services: servicesApi(send),
    volumes: volumesApi(send),
    close: () => transport.close(),
  };
}
