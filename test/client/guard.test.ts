/** Nothing is changed without the guard: who has no permit gets a client that cannot, and permits are made there alone. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createClient, isNomadError, type NomadClient } from '@nomad/api';

/** Posts that only ask. */
const QUESTIONS =
  /^POST \/v1\/(jobs\/parse|validate\/job|job\/[^/]+\/plan|search|search\/fuzzy|acl\/policy\/self)(\?|$)/;

/** What each call is given, one after the other: names, or a thing with a name. Which fits is not looked at. */
const ARGUMENTS: readonly (readonly unknown[])[] = [
  ['x', 'x', 'x', {}],
  [{ ID: 'x', Name: 'x', Path: 'x', Items: {} }, {}],
];
const EXEC = { task: 'x', group: 'x', allocation: 'x', onOutput() {} };

describe('the guard of changes', () => {
  it('stands before every change that the client of Nomad knows', async () => {
    const free = await sentBy(false);
    const guarded = await sentBy(true);
    const changes = free.sent.filter((one) => !one.startsWith('GET') && !QUESTIONS.test(one));
    // Whoever adds one finds it counted here.
    assert.ok(changes.length >= 20, changes.join('\n'));
    for (const known of ['/drain', '/eligibility', '/restart', '/signal', '/dispatch', '/revert', '/scale', '/stop']) {
      assert.ok(
        changes.some((one) => one.includes(known)),
        `${known} is not among\n${changes.join('\n')}`,
      );
    }
    assert.deepEqual(
      guarded.sent.filter((one) => !one.startsWith('GET') && !QUESTIONS.test(one)),
      [],
    );
    // Programs in tasks are started over a GET that becomes a socket.
    assert.deepEqual(
      free.upgrades.map((path) => path.replace(/\?.*/, '')),
      ['/v1/client/allocation/x/exec', '/v1/job/x/action'],
    );
    assert.deepEqual(guarded.upgrades, []);
    assert.ok(guarded.refused.length >= changes.length);
  });

  it('is the one place that gives permits, and the cluster the one that makes clients for commands', () => {
    const sources = filesBelow('client/src').map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    const where = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
    assert.deepEqual(where(/\bas (unknown as )?Permit\b|: Permit = /), ['client/src/cluster/guard.ts']);
    // The others: one only looks whether an address is one, one asks a dev agent whether it is up.
    assert.deepEqual(
      where(/\bcreateClient\b[^\n]*from '@nomad\/api'|import \{[^}]*\bcreateClient\b[^}]*\} from '@nomad\/api'/),
      ['client/src/agent/start-dev.ts', 'client/src/cluster/connection.ts', 'client/src/cluster/index.ts'],
    );
    assert.match(readFileSync('client/src/cluster/index.ts', 'utf8'), /client: \(\) => clients\(\)\.reader/);
  });

  it('asks first whether anything may be changed, in every command that can', () => {
    const files = filesBelow('client/src').map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    const asking = files.filter(
      ({ path, text }) => !path.includes('/cluster/') && /\bconfirm(Change|InProduction)\(/.test(text),
    );
    assert.ok(asking.length > 10);
    assert.deepEqual(
      asking.filter(({ text }) => !/\bmayChange\(/.test(text)).map(({ path }) => path),
      [],
    );
  });
});

/** Calls everything that a client can do, against a server that says yes to all. */
async function sentBy(readOnly: boolean) {
  const sent: string[] = [];
  const upgrades: string[] = [];
  const refused: string[] = [];
  const server = createServer((request, response) => {
    sent.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ID":"x"}');
  });
  server.on('upgrade', (request, socket) => {
    upgrades.push(request.url ?? '');
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ address }, { readOnly, pauses: [] });
  try {
    for (const [group, methods] of Object.entries(client) as [keyof NomadClient, object][]) {
      if (typeof methods !== 'object') continue;
      for (const [name, method] of Object.entries(methods)) {
        // Streams never end; they only ask.
        if (group === 'events' || name === 'follow') continue;
        const inTask = name === 'start' ? ['x', ['x'], EXEC] : ['x', 'x', EXEC];
        for (const given of group === 'exec' ? [inTask] : ARGUMENTS) {
          try {
            await (method as (...args: readonly unknown[]) => unknown)(...given);
          } catch (error) {
            if (isNomadError(error, 'read-only')) refused.push(`${group}.${name}`);
          }
        }
      }
    }
  } finally {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return { sent, upgrades, refused };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((path) => path.endsWith('.ts'))
    .sort();
}
