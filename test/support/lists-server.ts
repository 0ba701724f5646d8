/** A Nomad that answers lists as a real one was recorded to, in pages and otherwise as a test wants: by path alone. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Node, type NodeStub, stringifyJson } from '@nomad/api';
import { httpServer, type TestServer } from './hand-made-servers';
import { exchangesOf } from './replay-files';

/** What a real Nomad was recorded to answer; fresh objects, which a test may change. */
export function recorded<T>(scenario: string, path: RegExp, index = 0): T {
  const found = exchangesOf(scenario).filter(
    ({ request, response }) => request.method === 'GET' && path.test(request.path) && response.status === 200,
  );
  return JSON.parse(stringifyJson(found[index]?.response.body ?? assert.fail(`${scenario} has no ${path}`)));
}

type Answer = { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> };
export type Answers = Readonly<Record<string, (query: URLSearchParams) => Answer | undefined>>;

/** A cluster of one recorded node. */
export const small = (): Answers => {
  const node = recorded<Node>('nodes', /^\/v1\/node\/[0-9a-f-]{36}$/);
  const [stub] = recorded<NodeStub[]>('nodes', /^\/v1\/nodes$/);
  return {
    '/v1/regions': () => ({ body: ['global'] }),
    '/v1/namespaces': () => ({ body: recorded('namespaces', /^\/v1\/namespaces$/) }),
    '/v1/node/pools': () => ({ body: recorded('agent', /^\/v1\/node\/pools$/) }),
    '/v1/services': () => ({ body: recorded('services', /^\/v1\/services$/) }),
    '/v1/acl/token/self': () => ({ body: { AccessorID: 'acls-disabled', Type: 'client', SecretID: 'a secret' } }),
    '/v1/nodes': () => ({ body: [stub] }),
    [`/v1/node/${stub?.ID}`]: () => ({ body: { ...node, SecretID: 'a secret', ModifyIndex: stub?.ModifyIndex } }),
    '/v1/volumes': () => ({ body: [] }),
    '/v1/plugins': () => ({ body: [] }),
    '/v1/allocations': () => ({ body: [] }),
  };
};

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Serves the answers; an event stream that sends what `events` gives, or is refused without. */
export async function serve(
  answers: Answers,
  events?: (response: ServerResponse) => void,
): Promise<TestServer & { readonly asked: readonly Asked[]; readonly methods: ReadonlySet<string> }> {
  const asked: Asked[] = [];
  const methods = new Set<string>();
  const server = await httpServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', 'http://nomad');
    asked.push({ path: url.pathname, query: url.searchParams });
    methods.add(request.method ?? '');
    if (url.pathname === '/v1/event/stream' && events) {
      response.writeHead(200).write('{}\n');
      return events(response);
    }
    const answer = answers[url.pathname]?.(url.searchParams);
    if (!answer) return response.writeHead(403).end('Permission denied');
    const { status = 200, body, headers } = answer;
    response.writeHead(status, { 'content-type': 'application/json', 'x-nomad-index': '7', ...headers });
    return response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { ...server, asked, methods };
}
