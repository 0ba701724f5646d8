/** Nodes: what they use, and whether the scheduler may place on them. Lists and details are in `cluster`. */
import { type CallOptions, calling, type Send } from '../call';
import type { NodeChange, NodeUsage } from '../types';

export interface DrainOptions extends CallOptions {
  /** Milliseconds until what is left is stopped; 0: no limit. Negative: at once. Default one hour, as for `nomad node drain`. */
  readonly deadline?: number;
  readonly ignoreSystemJobs?: boolean;
  /** Why; shown with the drain. */
  readonly message?: string;
}

export interface NodesApi {
  /** Processor, memory and disks of a node, as it measures them. */
  usage(id: string, options?: CallOptions): Promise<NodeUsage>;
  setEligibility(id: string, eligible: boolean, options?: CallOptions): Promise<NodeChange>;
  /** Moves everything away. Watch the node: `Drain` ends when nothing is left. */
  drain(id: string, options?: DrainOptions): Promise<NodeChange>;
  /** Ends a drain. */
  stopDrain(id: string, options?: CallOptions & { readonly markEligible?: boolean }): Promise<NodeChange>;
}

const HOUR = 3_600_000;

export function nodesApi(send: Send): NodesApi {
  const write = async (id: string, part: string, purpose: string, options: CallOptions | undefined, body: object) => {
    const answer = await send({
      ...calling(options),
      method: 'PUT',
      path: `/v1/node/${encodeURIComponent(id)}/${part}`,
      purpose: `${purpose} node ${id.slice(0, 8)}`,
      needs: 'node write',
      scope: 'region',
      body,
    });
    return answer.data as NodeChange;
  };
  return {
    async usage(id, options) {
      const answer = await send({
        ...calling(options),
        method: 'GET',
        path: '/v1/client/stats',
        purpose: `read what node ${id.slice(0, 8)} uses`,
        needs: 'node read',
        scope: 'region',
        query: { node_id: id },
      });
      return answer.data as NodeUsage;
    },
    setEligibility: (id, eligible, options) =>
      write(id, 'eligibility', eligible ? 'allow placing on' : 'forbid placing on', options, {
        Eligibility: eligible ? 'eligible' : 'ineligible',
      }),
    drain(id, options) {
      const { deadline = HOUR, ignoreSystemJobs = false, message } = options ?? {};
      // Go's durations are nanoseconds.
      const DrainSpec = { Deadline: deadline * 1e6, IgnoreSystemJobs: ignoreSystemJobs };
      return write(id, 'drain', 'drain', options, { DrainSpec, Meta: message === undefined ? undefined : { message } });
    },
    stopDrain: (id, options) =>
      write(id, 'drain', 'end the drain of', options, { DrainSpec: null, MarkEligible: options?.markEligible ?? true }),
  };
}
