/** Variables that Nomad keeps for jobs (`nomadVar` in templates). Read only: nothing here writes a secret. */
import { type Answer, type ListOptions, type ReadOptions, reading, type Send } from '../call';
import type { Variable, VariableStub } from '../types';

export interface VariablesApi {
  /** Paths, without what is in them. Those that may not be seen are left out. */
  list(options?: ListOptions): Promise<Answer<readonly VariableStub[]>>;
  /** Its items are secrets: show them only when asked to. */
  read(path: string, options?: ReadOptions): Promise<Answer<Variable>>;
}

export function variablesApi(send: Send): VariablesApi {
  return {
    async list(options) {
      const call = { ...reading(options), method: 'GET', path: '/v1/vars', purpose: 'list variables' } as const;
      const answer = await send({ ...call, needs: 'variables list' });
      return { ...answer, data: (answer.data ?? []) as VariableStub[] };
    },
    async read(path, options) {
      // The path's own slashes stay.
      const escaped = path.split('/').map(encodeURIComponent).join('/');
      const call = { ...reading(options), method: 'GET', path: `/v1/var/${escaped}` } as const;
      return (await send({ ...call, purpose: `read variable "${path}"`, needs: 'variables read' })) as Answer<Variable>;
    },
  };
}
