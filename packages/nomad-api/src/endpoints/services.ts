/** Services of Nomad's own discovery (`provider = "nomad"`); those of Consul are not known to Nomad's API. */
import { type Answer, type ListOptions, reading, type Send } from '../call';
import type { ServiceList, ServiceRegistration } from '../types';

export interface ServicesApi {
  /** `GET /v1/services`, by namespace. */
  list(options?: ListOptions): Promise<Answer<readonly ServiceList[]>>;
  /** Where a service is; a name that nobody has registered gives none. */
  read(name: string, options?: ListOptions): Promise<Answer<readonly ServiceRegistration[]>>;
}

export function servicesApi(send: Send): ServicesApi {
  const get = async <T>(path: string, purpose: string, options?: ListOptions) => {
    const answer = await send({ ...reading(options), method: 'GET', path, purpose, needs: 'read-job' });
    return { ...answer, data: (answer.data ?? []) as readonly T[] };
  };
  return {
    list: (options) => get<ServiceList>('/v1/services', 'list services', options),
    read: (name, options) =>
      get<ServiceRegistration>(`/v1/service/${encodeURIComponent(name)}`, `read service "${name}"`, options),
  };
}
