/** What is read when a row is opened: each thing once for one picture of the cluster. Knows no editor. */
import type { NomadClient } from '@nomad/api';
import type { Lazily } from './tree-model';

export function lazyReads(client: NomadClient): Lazily {
  const allocations = once<Awaited<ReturnType<Lazily['allocations']>>>();
  const onNode = once<Awaited<ReturnType<Lazily['nodeAllocations']>>>();
  const variables = once<Awaited<ReturnType<Lazily['variables']>>>();
  const instances = once<Awaited<ReturnType<Lazily['instances']>>>();
  return {
    allocations: ({ namespace, id }) =>
      allocations(`${namespace}\t${id}`, () => client.jobs.allocations(id, { namespace })),
    nodeAllocations: (id) => onNode(id, async () => (await client.cluster.nodeAllocations(id)).data),
    variables: () => variables('', async () => (await client.variables.list({ namespace: '*' })).data),
    instances: ({ namespace, name }) =>
      instances(`${namespace}\t${name}`, async () => (await client.services.read(name, { namespace })).data),
  };
}

/** A group and its allocations ask for the same list. */
function once<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (key, ask) => {
    const known = asked.get(key) ?? ask();
    asked.set(key, known);
    return known;
  };
}
