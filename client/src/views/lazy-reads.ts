/** What is read when a row is opened: each thing once, until something of it has changed. Knows no editor. */
import type { NomadClient } from '@nomad/api';
import type { Change } from './live-picture';
import type { Lazily } from './tree-model';

export interface LazyReads extends Lazily {
  /** What has changed is asked for again by the next who looks. */
  forget(change: Change): void;
}

export function lazyReads(client: NomadClient): LazyReads {
  const allocations = once<Awaited<ReturnType<Lazily['allocations']>>>();
  const onNode = once<Awaited<ReturnType<Lazily['nodeAllocations']>>>();
  const variables = once<Awaited<ReturnType<Lazily['variables']>>>();
  const instances = once<Awaited<ReturnType<Lazily['instances']>>>();
  return {
    allocations: ({ namespace, id }) =>
      allocations.get(keyOf(namespace, id), () => client.jobs.allocations(id, { namespace })),
    nodeAllocations: (id) => onNode.get(id, async () => (await client.cluster.nodeAllocations(id)).data),
    variables: () => variables.get('', async () => (await client.variables.list({ namespace: '*' })).data),
    instances: ({ namespace, name }) =>
      instances.get(keyOf(namespace, name), async () => (await client.services.read(name, { namespace })).data),
    forget({ jobs, parts }) {
      // No event tells of variables: they are as old as the last look at everything.
      if (jobs === 'all') for (const one of [allocations, variables]) one.clear();
      else for (const { namespace, id } of jobs) allocations.delete(keyOf(namespace, id));
      if (jobs === 'all' || jobs.length > 0) onNode.clear();
      if (jobs === 'all' || parts) instances.clear();
    },
  };
}

function keyOf(namespace: string, id: string): string {
  return `${namespace}\t${id}`;
}

interface Once<T> {
  get(key: string, ask: () => Promise<T>): Promise<T>;
  delete(key: string): void;
  clear(): void;
}

/** A group and its allocations ask for the same list. */
function once<T>(): Once<T> {
  const asked = new Map<string, Promise<T>>();
  return {
    get(key, ask) {
      const known = asked.get(key);
      if (known) return known;
      const asking = ask();
      asked.set(key, asking);
      // A failure is shown where somebody looked; the next look asks again.
      asking.catch(() => asked.get(key) === asking && asked.delete(key));
      return asking;
    },
    delete: (key) => void asked.delete(key),
    clear: () => asked.clear(),
  };
}
