/** A client of one cluster. */
import type { Call } from './call';
import type { NomadConfig } from './config';
import { type AclApi, aclApi } from './endpoints/acl';
import { type AllocationsApi, allocationsApi } from './endpoints/allocations';
import { type ClusterApi, clusterApi } from './endpoints/cluster';
import { type DeploymentsApi, deploymentsApi } from './endpoints/deployments';
import { type EvaluationsApi, evaluationsApi } from './endpoints/evaluations';
import { type EventsApi, eventsApi } from './endpoints/events';
import { type ExecApi, execApi } from './endpoints/exec';
import { type FilesApi, filesApi } from './endpoints/files';
import { type JobChangesApi, jobChangesApi } from './endpoints/job-changes';
import { type JobsApi, jobsApi } from './endpoints/jobs';
import { type LogsApi, logsApi } from './endpoints/logs';
import { type NodesApi, nodesApi } from './endpoints/nodes';
import { type SearchApi, searchApi } from './endpoints/search';
import { type ServicesApi, servicesApi } from './endpoints/services';
import { type VariablesApi, variablesApi } from './endpoints/variables';
import { type VolumesApi, volumesApi } from './endpoints/volumes';
import { createTransport, type TransportOptions } from './transport';

export interface NomadClient {
  /** As it may be shown: without user and password. */
  readonly address: string;
  /** Namespace and region of requests that name none. */
  readonly namespace: string | undefined;
  readonly region: string | undefined;
  readonly jobs: JobsApi & JobChangesApi;
  readonly evaluations: EvaluationsApi;
  readonly deployments: DeploymentsApi;
  readonly allocations: AllocationsApi;
  readonly logs: LogsApi;
  readonly files: FilesApi;
  readonly exec: ExecApi;
  readonly cluster: ClusterApi;
  readonly nodes: NodesApi;
  readonly services: ServicesApi;
  readonly volumes: VolumesApi;
  readonly variables: VariablesApi;
  readonly search: SearchApi;
  readonly acl: AclApi;
  readonly events: EventsApi;
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
  const jobs = jobsApi(send);
  return {
    address: transport.address,
    namespace: config.namespace,
    region: config.region,
    jobs: { ...jobs, ...jobChangesApi(send, jobs) },
    evaluations: evaluationsApi(send),
    deployments: deploymentsApi(send),
    allocations: allocationsApi(send),
    logs: logsApi(transport),
    files: filesApi(transport),
    exec: execApi(transport),
    cluster: clusterApi(send),
    nodes: nodesApi(send),
    services: servicesApi(send),
    volumes: volumesApi(send),
    variables: variablesApi(send),
    search: searchApi(send),
    acl: aclApi(send),
    events: eventsApi(transport),
    close: () => transport.close(),
  };
}
