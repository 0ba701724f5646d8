/** Variables that Nomad keeps for jobs (`nomadVar` in templates). Their items are secrets: none is in a message. */
import {
  type Answer,
  type CallOptions,
  calling,
  type ListOptions,
  type ReadOptions,
  reading,
  type Send,
} from '../call';
import type { Variable, VariableStub } from '../types';

export interface VariableWriteOptions extends CallOptions {
  /** The `ModifyIndex` that it has to have still; 0: there must be none yet. A `conflict` when it is otherwise. */
  readonly checkIndex?: number;
}

export interface VariablesApi {
  /** Paths, without what is in them. Those that may not be seen are left out. */
  list(options?: ListOptions): Promise<Answer<readonly VariableStub[]>>;
  /** Its items are secrets: show them only when asked to. */
  read(path: string, options?: ReadOptions): Promise<Answer<Variable>>;
  /** Puts all items in place of those that are there; Nomad wants one at least. */
  write(path: string, items: Readonly<Record<string, string>>, options?: VariableWriteOptions): Promise<Variable>;
  remove(path: string, options?: VariableWriteOptions): Promise<void>;
}

export function variablesApi(send: Send): VariablesApi {
  // The path's own slashes stay.
  const pathOf = (path: string) => `/v1/var/${path.split('/').map(encodeURIComponent).join('/')}`;
  const change = async (method: 'PUT' | 'DELETE', path: string, options: VariableWriteOptions = {}, body?: object) => {
    const writes = method === 'PUT';
    const answer = await send({
      ...calling(options),
      method,
      path: pathOf(path),
      purpose: `${writes ? 'write' : 'delete'} variable "${path}"`,
      needs: writes ? 'variables write' : 'variables destroy',
      ifRefused: 'Below nomad/ there are only nomad/jobs and nomad/job-templates; elsewhere paths are free.',
      query: { cas: options.checkIndex },
      body,
    });
    return answer.data;
  };
  return {
    async list(options) {
      const call = { ...reading(options), method: 'GET', path: '/v1/vars', purpose: 'list variables' } as const;
      const answer = await send({ ...call, needs: 'variables list' });
      return { ...answer, data: (answer.data ?? []) as VariableStub[] };
    },
    async read(path, options) {
      const call = { ...reading(options), method: 'GET', path: pathOf(path) } as const;
      return (await send({ ...call, purpose: `read variable "${path}"`, needs: 'variables read' })) as Answer<Variable>;
    },
    async write(path, items, options) {
      return (await change('PUT', path, options, { Path: path, Items: items })) as Variable;
    },
    async remove(path, options) {
      await change('DELETE', path, options);
    },
  };
}
