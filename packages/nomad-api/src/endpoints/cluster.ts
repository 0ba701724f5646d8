/** The cluster itself: agent, leader, regions, namespaces, nodes. */
import {
  type Answer,
  type CallOptions,
  calling,
  type ListOptions,
  type ReadOptions,
  reading,
  type Send,
} from '../call';
import type { AgentHealth, AgentSelf, AllocationStub, Member, Namespace, Node, NodePool, NodeStub } from '../types';

export interface ClusterApi {
  /** `GET /v1/agent/self`: version and configuration of the agent. Needs agent read. */
  self(options?: CallOptions): Promise<AgentSelf>;
  /** `GET /v1/agent/health`; a refusal of kind `no-leader` or `server` when it is not well. No token needed. */
  health(options?: CallOptions): Promise<AgentHealth>;
  /** `GET /v1/status/leader`: `host:port`. No token needed; the cheapest test whether a cluster is there. */
  leader(options?: CallOptions): Promise<string>;
  regions(options?: CallOptions): Promise<readonly string[]>;
  /** Those that the token may see: none is no error. */
  namespaces(options?: ReadOptions): Promise<readonly Namespace[]>;
  /** Those that the token may see: none is no error. */
  nodePools(options?: ReadOptions): Promise<readonly NodePool[]>;
  nodes(options?: ListOptions & { readonly resources?: boolean }): Promise<Answer<readonly NodeStub[]>>;
  node(id: string, options?: ReadOptions): Promise<Answer<Node>>;
  /** What is placed on a node, in all namespaces that the token may see. */
  nodeAllocations(id: string, options?: ReadOptions): Promise<Answer<readonly AllocationStub[]>>;
  /** `GET /v1/agent/members`: the servers, as the agent's gossip knows them. Needs node read. */
  members(options?: CallOptions): Promise<readonly Member[]>;
}

export function clusterApi(send: Send): ClusterApi {
  const get = async <T>(
    path: string,
    purpose: string,
    scope: 'region' | 'none',
    options?: CallOptions,
    needs?: string,
  ) => (await send({ ...calling(options), method: 'GET', path, purpose, scope, needs })).data as T;
  return {
    self: (options) => get('/v1/agent/self', 'read the agent', 'none', options, 'agent read'),
    health: (options) => get('/v1/agent/health', 'read the health of the agent', 'none', options),
    leader: (options) => get('/v1/status/leader', 'find the leader', 'region', options),
    regions: (options) => get('/v1/regions', 'list regions', 'none', options),
    async namespaces(options) {
      const call = { ...reading(options), method: 'GET', path: '/v1/namespaces', scope: 'region' } as const;
      return ((await send({ ...call, purpose: 'list namespaces' })).data ?? []) as Namespace[];
    },
    async nodePools(options) {
      const call = { ...reading(options), method: 'GET', path: '/v1/node/pools', scope: 'region' } as const;
      return ((await send({ ...call, purpose: 'list node pools' })).data ?? []) as NodePool[];
    },
    async nodes(options) {
      const parts = reading(options);
      const answer = await send({
        ...parts,
        method: 'GET',
        path: '/v1/nodes',
        purpose: 'list nodes',
        needs: 'node read',
        scope: 'region',
        query: { ...parts.query, resources: options?.resources },
      });
      return { ...answer, data: (answer.data ?? []) as NodeStub[] };
    },
    async node(id, options) {
      const path = `/v1/node/${encodeURIComponent(id)}`;
      const call = { ...reading(options), method: 'GET', path, needs: 'node read', scope: 'region' } as const;
      return (await send({ ...call, purpose: `read node ${id.slice(0, 8)}` })) as Answer<Node>;
    },
    async nodeAllocations(id, options) {
      const path = `/v1/node/${encodeURIComponent(id)}/allocations`;
      const call = { ...reading(options), method: 'GET', path, needs: 'node read', scope: 'region' } as const;
      const answer = await send({ ...call, purpose: `read the allocations of node ${id.slice(0, 8)}` });
      return { ...answer, data: (answer.data ?? []) as AllocationStub[] };
    },
    members: async (options) =>
      (await get<{ Members?: Member[] | null }>('/v1/agent/members', 'list servers', 'none', options, 'node read'))
        .Members ?? [],
  };
}
