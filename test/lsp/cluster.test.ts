/** What the editor's side tells of a cluster, over the protocol: who is told of what it makes of the open documents. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { createConnection } from 'vscode-languageserver/node';
import type { ClusterFacts } from '../../server/src/cluster/facts';
import { startServer } from '../../server/src/server';
import { lab } from '../support/lab-cluster';

const uri = 'file:///w/web.nomad.hcl';
const text =
  'job "web" {\n  node_pool = "gpus"\n  group "g" {\n    task "t" {\n      driver = "docker"\n      config {\n        image = "x:1"\n      }\n    }\n  }\n}\n';

async function start(pull: boolean) {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = {
    refreshes: 0,
    pushed: [] as readonly string[],
    tell: (facts: ClusterFacts | null) => connection.sendNotification('nomad/clusterFacts', { facts }),
    async pull(): Promise<readonly string[]> {
      const report = await connection.sendRequest<{ items: { code: string }[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return report.items.map(({ code }) => code).filter((code) => code.startsWith('cluster/'));
    },
    async labels(): Promise<readonly string[]> {
      const position = { line: 1, character: 15 };
      const answer = await connection.sendRequest<{ label: string }[]>('textDocument/completion', {
        textDocument: { uri },
        position,
      });
      return answer.map(({ label }) => label);
    },
    fixes: () =>
      connection.sendRequest<{ title: string }[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line: 1, character: 15 }, end: { line: 1, character: 15 } },
        context: { diagnostics: [], only: ['quickfix'] },
      }),
    async end() {
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
  connection.onRequest('workspace/diagnostic/refresh', () => {
    client.refreshes++;
    return null;
  });
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ diagnostics }: { diagnostics: { code: string }[] }) => {
      client.pushed = diagnostics.map(({ code }) => code).filter((code) => code.startsWith('cluster/'));
    },
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: 'file:///w',
    capabilities: {
      textDocument: pull ? { diagnostic: {} } : {},
      workspace: { diagnostics: { refreshSupport: true } },
    },
  });
  await connection.sendNotification('initialized', {});
  const textDocument = { uri, languageId: 'nomad', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  return client;
}

async function until(what: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; !what(); await sleep(20)) assert.ok(Date.now() < end, String(what));
}

/** Longer than the server gathers changes. */
const settled = () => sleep(600);

describe('facts of a cluster over the protocol', () => {
  it('have the client ask again, once, when they make a difference; and are forgotten', async () => {
    const client = await start(true);
    try {
      assert.deepEqual(await client.pull(), []);
      assert.ok(!(await client.labels()).includes('gpu'));
      await client.tell(lab);
      await until(() => client.refreshes === 1);
      assert.deepEqual(await client.pull(), ['cluster/unknown-node-pool']);
      assert.ok((await client.labels()).includes('gpu'));
      assert.deepEqual(
        (await client.fixes()).map(({ title }) => title),
        ['Change to "gpu"'],
      );
      await client.tell({ ...lab, services: ['other'] });
      await settled();
      assert.equal(client.refreshes, 1, 'what makes no difference is not told');
      await client.tell(null);
      await until(() => client.refreshes === 2);
      assert.deepEqual(await client.pull(), []);
      assert.ok(!(await client.labels()).includes('gpu'));
    } finally {
      await client.end();
    }
  });

  it('are pushed to clients that do not ask', async () => {
    const client = await start(false);
    try {
      await settled();
      assert.deepEqual(client.pushed, []);
      await client.tell(lab);
      await until(() => client.pushed.length > 0);
      assert.deepEqual(client.pushed, ['cluster/unknown-node-pool']);
      await client.tell(null);
      await until(() => client.pushed.length === 0);
    } finally {
      await client.end();
    }
  });
});
