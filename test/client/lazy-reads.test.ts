/** What opened rows ask of Nomad: each thing once, and again only when something of it has changed. */
import assert from 'node:assert/strict';
import type { NomadClient } from '@nomad/api';
import { lazyReads } from '../../client/src/views/lazy-reads';

describe('what opened rows ask', () => {
  const asked: string[] = [];
  const client = {
    jobs: {
      allocations: async (id: string, { namespace }: { namespace: string }) => {
        asked.push(`allocations ${namespace}/${id}`);
        if (id === 'broken') throw new Error('no');
        return [];
      },
    },
    cluster: {
      nodeAllocations: async (id: string) => {
        asked.push(`node ${id}`);
        return { data: [] };
      },
    },
    services: {
      read: async (name: string) => {
        asked.push(`service ${name}`);
        return { data: [] };
      },
    },
    variables: {
      list: async () => {
        asked.push('variables');
        return { data: [] };
      },
    },
  } as unknown as NomadClient;
  const web = { namespace: 'default', id: 'web' };
  const api = { namespace: 'default', id: 'api' };
  const since = (): string[] => asked.splice(0);

  it('is asked once, whoever looks, until it has changed', async () => {
    const lazily = lazyReads(client);
    const look = () =>
      Promise.all([
        lazily.allocations(web),
        lazily.allocations(web),
        lazily.allocations(api),
        lazily.nodeAllocations('n1'),
        lazily.instances({ namespace: 'default', name: 'front' }),
        lazily.variables(),
      ]);
    await look();
    assert.deepEqual(since(), [
      'allocations default/web',
      'allocations default/api',
      'node n1',
      'service front',
      'variables',
    ]);
    lazily.forget({ jobs: [], parts: false });
    await look();
    assert.deepEqual(since(), []);
    lazily.forget({ jobs: [web], parts: false });
    await look();
    assert.deepEqual(since(), ['allocations default/web', 'node n1']);
    lazily.forget({ jobs: [], parts: true });
    await look();
    assert.deepEqual(since(), ['service front']);
    lazily.forget({ jobs: 'all', parts: true });
    await look();
    assert.equal(since().length, 5);
  });

  it('is asked again after a failure', async () => {
    const lazily = lazyReads(client);
    const broken = { namespace: 'default', id: 'broken' };
    await assert.rejects(lazily.allocations(broken));
    await assert.rejects(lazily.allocations(broken));
    assert.equal(since().length, 2);
  });
});
