/** The workspace over the protocol: files that are not open, what they make of those that are, and clients of both kinds. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { createConnection } from 'vscode-languageserver/node';
import { languageOfPath } from '../../server/src/languages';
import { startServer } from '../../server/src/server';
import type { WorkspaceFiles } from '../../server/src/workspace/files';

const job = (id: string, port: number, more = ''): string =>
  `job "${id}" {\n${more}\n  group "g" {\n    network {\n      port "p" {\n        static = ${port}\n      }\n    }\n    task "t" {\n      driver = "exec"\n      config {\n        command = "/bin/x"\n        args    = ["\${NOMAD_PORT_p}"]\n      }\n    }\n  }\n}\n`;

interface Item {
  readonly uri: string;
  readonly resultId: string;
  readonly items: readonly Diagnostic[];
}

interface Diagnostic {
  readonly code: string;
  readonly relatedInformation?: readonly {
    readonly location: { readonly uri: string; readonly range: { readonly start: { readonly line: number } } };
  }[];
}

interface Client {
  readonly connection: MessageConnection;
  /** Files on the disk; URIs by text. */
  readonly disk: Map<string, string>;
  readonly reads: string[];
  /** The last diagnostics that were pushed, by URI. */
  readonly pushed: Map<string, readonly string[]>;
  refreshes: number;
  open(name: string, text: string): Promise<void>;
  change(name: string, text: string): Promise<void>;
  close(name: string): Promise<void>;
  touch(name: string, text: string | undefined): Promise<void>;
  pull(name: string): Promise<readonly Diagnostic[]>;
  pullWorkspace(known?: readonly { uri: string; value: string }[]): Promise<readonly Item[]>;
  end(): Promise<void>;
}

const uriOf = (name: string): string => new URL(name, 'file:///w/').href;

async function start(files: Readonly<Record<string, string>>, pull: boolean): Promise<Client> {
  const disk = new Map(Object.entries(files).map(([name, text]) => [uriOf(name), text]));
  const reads: string[] = [];
  const workspace: WorkspaceFiles = {
    list: async () => [...disk.keys()].filter((uri) => languageOfPath(uri)),
    read: async (uri) => {
      reads.push(uri);
      return disk.get(uri);
    },
  };
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(
    createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    undefined,
    undefined,
    workspace,
  );
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const versions = new Map<string, number>();
  const client: Client = {
    connection,
    disk,
    reads,
    pushed: new Map(),
    refreshes: 0,
    async open(name, text) {
      versions.set(name, 1);
      const textDocument = { uri: uriOf(name), languageId: languageOfPath(name)?.id, version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    async change(name, text) {
      const version = (versions.get(name) ?? 1) + 1;
      versions.set(name, version);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOf(name), version },
        contentChanges: [{ text }],
      });
    },
    close: (name) => connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(name) } }),
    async touch(name, text) {
      if (text === undefined) disk.delete(uriOf(name));
      else disk.set(uriOf(name), text);
      const changes = [{ uri: uriOf(name), type: text === undefined ? 3 : 2 }];
      await connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    },
    async pull(name) {
      const params = { textDocument: { uri: uriOf(name) } };
      return (await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', params)).items;
    },
    async pullWorkspace(previousResultIds = []) {
      const answer = await connection.sendRequest<{ items: Item[] }>('workspace/diagnostic', { previousResultIds });
      return answer.items;
    },
    async end() {
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    client.pushed.set(uri, codes(diagnostics));
  });
  connection.onRequest('workspace/diagnostic/refresh', () => {
    client.refreshes++;
    return null;
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: 'file:///w',
    capabilities: {
      textDocument: pull ? { diagnostic: {} } : {},
      workspace: { diagnostics: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
  });
  await connection.sendNotification('initialized', {});
  return client;
}

const clash = 'port/static-clash-workspace';
/** Without the advice about a single file. */
const codes = (items: readonly Diagnostic[]): readonly string[] =>
  items.flatMap(({ code }) => (code === clash || code.startsWith('syntax/') ? [code] : []));

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(what(), 'it did not come to that');
}

describe('the workspace over the protocol', () => {
  let client: Client;
  afterEach(() => client.end());

  it('a client that pulls gets the problems of files that are not open, each once', async () => {
    client = await start(
      {
        'a.nomad': job('a', 9100),
        'b.nomad': job('b', 9100),
        'c.nomad': 'job "c" {',
        '.archive/d.nomad': job('a', 9100),
        'readme.md': '',
      },
      true,
    );
    const items = await client.pullWorkspace();
    assert.deepEqual(
      Object.fromEntries(items.map(({ uri, items }) => [uri.slice('file:///w/'.length), codes(items)])),
      { 'a.nomad': [clash], 'b.nomad': [clash], 'c.nomad': ['syntax/unclosed-block'] },
    );
    const [related] = (items.find(({ uri }) => uri === uriOf('a.nomad'))?.items ?? []).flatMap(
      ({ code, relatedInformation }) => (code === clash ? (relatedInformation ?? []) : []),
    );
    assert.equal(related?.location.uri, uriOf('b.nomad'));
    assert.equal(related?.location.range.start.line, 5);
    assert.equal(new Set(client.reads).size, client.reads.length, 'no file is read twice');
    // The next answer waits for something new, and holds nothing else.
    const known = items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    const next = client.pullWorkspace(known);
    await client.touch('b.nomad', job('b', 9101));
    assert.deepEqual((await next).map(({ uri, items }) => [uri, codes(items)]).sort(), [
      [uriOf('a.nomad'), []],
      [uriOf('b.nomad'), []],
    ]);
  });

  it('a file that is removed is told of, and a request that is given up is answered', async () => {
    client = await start({ 'c.nomad': 'job "c" {' }, true);
    const [item] = await client.pullWorkspace();
    const known = [{ uri: uriOf('c.nomad'), value: item?.resultId ?? '' }];
    const next = client.pullWorkspace(known);
    await client.touch('c.nomad', undefined);
    const [removed] = await next;
    assert.deepEqual([removed?.uri, removed?.items], [uriOf('c.nomad'), []]);
    const source = new CancellationTokenSource();
    const last = client.connection.sendRequest(
      'workspace/diagnostic',
      { previousResultIds: [{ uri: uriOf('c.nomad'), value: removed?.resultId }] },
      source.token,
    );
    source.cancel();
    await Promise.allSettled([last]);
  });

  it('what is typed counts in place of the file, and other documents are asked for again', async () => {
    client = await start({ 'b.nomad': job('b', 9100) }, true);
    await client.open('a.nomad', job('a', 9100));
    await client.open('c.nomad', job('c', 9200));
    assert.deepEqual(codes(await client.pull('a.nomad')), []);
    await until(() => client.refreshes > 0);
    assert.deepEqual(codes(await client.pull('a.nomad')), [clash]);
    assert.deepEqual(codes(await client.pull('c.nomad')), []);
    const before = client.refreshes;
    await client.change('a.nomad', job('a', 9200));
    assert.deepEqual(codes(await client.pull('a.nomad')), [clash]);
    await until(() => client.refreshes > before);
    assert.deepEqual(codes(await client.pull('c.nomad')), [clash]);
    // Closed without being saved: the file counts again.
    client.disk.set(uriOf('a.nomad'), job('a', 9100));
    await client.close('a.nomad');
    await until(() => client.reads.includes(uriOf('a.nomad')));
    await until(() => client.refreshes > before + 1);
    assert.deepEqual(codes(await client.pull('c.nomad')), []);
    assert.deepEqual(codes(await client.pull('a.nomad')), [clash]);
  });

  it('a client that cannot pull is told of all files', async () => {
    client = await start({ 'a.nomad': job('a', 9100), 'b.nomad': job('b', 9100) }, false);
    await until(() => client.pushed.get(uriOf('b.nomad'))?.includes(clash) === true);
    await client.open('a.nomad', job('a', 9101));
    await until(() => client.pushed.get(uriOf('b.nomad'))?.length === 0);
    assert.deepEqual(client.pushed.get(uriOf('a.nomad')), []);
    await client.close('a.nomad');
    await until(() => client.pushed.get(uriOf('b.nomad'))?.includes(clash) === true);
    await until(() => client.pushed.get(uriOf('a.nomad'))?.includes(clash) === true);
  });

  it('a document of another folder is judged by itself alone', async () => {
    client = await start({ 'a.nomad': job('a', 9100) }, true);
    assert.equal((await client.pullWorkspace()).length, 1);
    await client.open('../elsewhere/b.nomad', job('b', 9100));
    assert.deepEqual(codes(await client.pull('../elsewhere/b.nomad')), []);
    await client.open('b.nomad', job('b', 9100));
    assert.deepEqual(codes(await client.pull('b.nomad')), [clash]);
  });

  it('settings hold for files that are not open too', async () => {
    client = await start({ 'a.nomad': job('a', 9100), 'b.nomad': job('b', 9100) }, true);
    const items = await client.pullWorkspace();
    assert.equal(items.length, 2);
    const next = client.pullWorkspace(items.map(({ uri, resultId }) => ({ uri, value: resultId })));
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { nomad: { rules: { [clash]: 'off' } } },
    });
    assert.deepEqual(
      (await next).flatMap(({ items }) => codes(items)),
      [],
    );
  });

  describe('names of several files', () => {
    const vars = 'replicas = 3\n';
    const web = job('web', 9100)
      .replace('job "', 'variable "replicas" {}\njob "')
      .replace('  group', '  priority = var.replicas\n  group');
    interface Place {
      readonly uri: string;
      readonly range: { readonly start: { readonly line: number; readonly character: number } };
    }
    const at = (name: string, line: number, character: number) => ({
      textDocument: { uri: uriOf(name) },
      position: { line, character },
    });
    const shown = (places: readonly Place[]): readonly string[] =>
      places.map(({ uri, range: { start } }) => `${uri.slice(uriOf('').length)}:${start.line}:${start.character}`);

    it('lead from an open file to closed ones, and are renamed in both', async () => {
      client = await start({ 'web.nomad.hcl': web, 'web.vars.hcl': vars }, true);
      await client.pullWorkspace();
      await client.open('web.vars.hcl', vars);
      const { connection } = client;
      const here = at('web.vars.hcl', 0, 3);
      assert.deepEqual(shown(await connection.sendRequest('textDocument/definition', here)), ['web.nomad.hcl:0:10']);
      const params = { ...here, context: { includeDeclaration: true } };
      assert.deepEqual(shown(await connection.sendRequest('textDocument/references', params)), [
        'web.nomad.hcl:0:10',
        'web.nomad.hcl:3:17',
        'web.vars.hcl:0:0',
      ]);
      const { changes } = await connection.sendRequest<{ changes: Record<string, readonly { newText: string }[]> }>(
        'textDocument/rename',
        { ...here, newName: 'count' },
      );
      assert.deepEqual(
        Object.entries(changes).map(([uri, edits]) => [uri, edits.map(({ newText }) => newText)]),
        [
          [uriOf('web.nomad.hcl'), ['count', 'count']],
          [uriOf('web.vars.hcl'), ['count']],
        ],
      );
      await assert.rejects(
        connection.sendRequest('textDocument/rename', { ...here, newName: '1' }),
        /cannot be the name/,
      );
    });

    it('are found in the whole workspace', async () => {
      client = await start({ 'web.nomad.hcl': web, 'b.nomad': job('batch', 1) }, true);
      await client.pullWorkspace();
      const found = await client.connection.sendRequest<{ name: string; location: Place }[]>('workspace/symbol', {
        query: 'bch',
      });
      assert.deepEqual(
        found.map(({ name, location }) => [name, ...shown([location])]),
        [['batch', 'b.nomad:0:0']],
      );
    });
  });

  it('a variable without a default is none to speak of where a variable file gives it a value', async () => {
    const web = job('web', 9100)
      .replace('job "', 'variable "replicas" {}\njob "')
      .replace('  group', '  priority = var.replicas\n  group');
    const isMarked = (items: readonly Diagnostic[]): boolean =>
      items.some(({ code }) => code === 'variable/no-default');
    client = await start({ 'web.nomad.hcl': web }, true);
    await client.open('web.nomad.hcl', web);
    assert.ok(isMarked(await client.pull('web.nomad.hcl')));
    const before = client.refreshes;
    await client.touch('web.vars.hcl', 'replicas = 3\n');
    await until(() => client.refreshes > before);
    assert.ok(!isMarked(await client.pull('web.nomad.hcl')));
    await client.close('web.nomad.hcl');
    const items = await client.pullWorkspace();
    assert.ok(!items.some((item) => isMarked(item.items)));
  });

  it('what other files declare is offered: volumes of the type, services, pools', async () => {
    client = await start(
      {
        'nomad.hcl': 'client {\n  host_volume "scratch" {\n    path = "/x"\n  }\n}\n',
        'db.volume.hcl': 'type = "csi"\nid = "db"\nname = "db"\n',
        'gpu.pool.hcl': 'node_pool "gpu" {\n}\n',
        'api.nomad': 'job "api" {\n  group "g" {\n    service {\n      name = "api-http"\n    }\n  }\n}\n',
      },
      true,
    );
    await client.pullWorkspace();
    const offered = async (marked: string): Promise<readonly string[]> => {
      const offset = marked.indexOf('<|>');
      const before = marked.slice(0, offset).split('\n');
      await client.open('a.nomad', marked.replace('<|>', ''));
      const items = await client.connection.sendRequest<{ label: string; detail?: string; sortText: string }[]>(
        'textDocument/completion',
        {
          ...{ textDocument: { uri: uriOf('a.nomad') } },
          position: { line: before.length - 1, character: before.at(-1)?.length },
        },
      );
      await client.close('a.nomad');
      return items.map(({ label, detail }) => `${label}: ${detail}`);
    };
    const volume = (type: string): string =>
      `job "a" {\n  group "g" {\n    volume "v" {\n      type = "${type}"\n      source = "<|>"\n    }\n  }\n}\n`;
    assert.deepEqual(await offered(volume('host')), ['scratch: host, in nomad.hcl']);
    assert.deepEqual(await offered(volume('csi')), ['db: csi, in db.volume.hcl']);
    assert.ok((await offered('job "a" {\n  node_pool = "<|>"\n}\n')).includes('gpu: in gpu.pool.hcl'));
    const upstream =
      'job "a" {\n  group "g" {\n    service {\n      connect {\n        sidecar_service {\n          proxy {\n            upstreams {\n              destination_name = "<|>"\n            }\n          }\n        }\n      }\n    }\n  }\n}\n';
    assert.deepEqual(await offered(upstream), ['api-http: in api.nomad']);
  });

  it('selection grows, and links lead to files beside the document', async () => {
    client = await start({}, true);
    await client.open('a.nomad', 'locals {\n  a = file("conf/a b.txt")\n}\n');
    const { connection } = client;
    const links = await connection.sendRequest<{ target: string }[]>('textDocument/documentLink', {
      textDocument: { uri: uriOf('a.nomad') },
    });
    assert.deepEqual(
      links.map(({ target }) => target),
      ['file:///w/conf/a%20b.txt'],
    );
    const [range] = await connection.sendRequest<{ range: unknown; parent?: { range: unknown } }[]>(
      'textDocument/selectionRange',
      {
        textDocument: { uri: uriOf('a.nomad') },
        positions: [{ line: 1, character: 16 }],
      },
    );
    assert.deepEqual(range?.range, { start: { line: 1, character: 12 }, end: { line: 1, character: 24 } });
    assert.deepEqual(range?.parent?.range, { start: { line: 1, character: 11 }, end: { line: 1, character: 25 } });
  });

  it('refactorings are offered where they are asked for', async () => {
    client = await start({}, true);
    await client.open('a.nomad', job('a', 9100));
    const ask = async (only?: readonly string[], triggerKind = 1): Promise<readonly string[]> => {
      const actions = await client.connection.sendRequest<{ title: string; kind: string }[]>(
        'textDocument/codeAction',
        {
          textDocument: { uri: uriOf('a.nomad') },
          range: { start: { line: 9, character: 18 }, end: { line: 9, character: 18 } },
          context: { diagnostics: [], triggerKind, ...(only && { only }) },
        },
      );
      return actions.map(({ title }) => title);
    };
    assert.deepEqual(await ask(['refactor.extract']), ['Extract to local.driver', 'Extract to var.driver']);
    assert.ok((await ask()).includes('Extract to local.driver'));
    assert.deepEqual(await ask(['source.fixAll.nomad']), []);
    // The editor asks by itself wherever the cursor stands.
    assert.ok(!(await ask(undefined, 2)).includes('Extract to local.driver'));
    assert.ok(!(await ask(['quickfix'])).includes('Extract to local.driver'));
  });
});
