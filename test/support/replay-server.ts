/**
 * A Nomad that only repeats what was recorded: stateless, over real HTTP, streams and blocking queries included.
 *
 * Same request several times: the recorded answers in order, then the last one again. An unknown request answers 501
 * and is listed in `unknown`: a test must look at it (`expectNothingUnknown`).
 */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson, stringifyJson } from '@nomad/api';
import { WebSocketServer } from 'ws';
import { type Exchange, exchangesOf } from './replay-files';
import { playTranscript } from './replay-socket';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface ReplayServer {
  readonly address: string;
  readonly received: readonly ReceivedRequest[];
  readonly unknown: readonly string[];
  expectNothingUnknown(): void;
  close(): Promise<void>;
}

export interface ReplayOptions {
  /** Tell requests apart by their token (scenario `acl`). */
  readonly byToken?: boolean;
  /** Tell writes apart by their body. Default: true. */
  readonly byBody?: boolean;
  /** Take only these exchanges of the scenarios. */
  readonly only?: (exchange: Exchange) => boolean;
}

/** Recorded distances between the pieces of a stream are divided by this: tests do not wait for real time. */
const FASTER = 50;
const IGNORED = new Set(['index', 'wait', 'stale', 'pretty']);

export async function startReplay(scenarios: readonly string[], options: ReplayOptions = {}): Promise<ReplayServer> {
  const answers = new Map<string, Exchange[]>();
  for (const exchange of scenarios.flatMap(exchangesOf)) {
    if (options.only && !options.only(exchange)) continue;
    const { method, path, query, headers, body, bodyText } = exchange.request;
    const token = headers?.['X-Nomad-Token'];
    const sent = body === undefined ? bodyText : stringifyJson(body);
    const key = keyOf(method, path, query, sent, token, options);
    answers.set(key, [...(answers.get(key) ?? []), exchange]);
  }
  const received: ReceivedRequest[] = [];
  const unknown: string[] = [];
  const lastIndex = new Map<string, string | undefined>();

  const find = (request: IncomingMessage, text: string) => {
    const url = new URL(request.url ?? '/', 'http://replay');
    const path = (request.url ?? '').split('?')[0] ?? '';
    const query = Object.fromEntries(url.searchParams);
    const method = request.method ?? '';
    received.push({ method, path, query, headers: request.headers, body: text === '' ? undefined : parse(text) });
    const token = request.headers['x-nomad-token'];
    const key = keyOf(method, path, query, text || undefined, token?.toString(), options);
    const queue = answers.get(key);
    const exchange = queue && queue.length > 1 ? queue.shift() : queue?.[0];
    if (!exchange) unknown.push(key);
    return { key, query, exchange };
  };
  const server = createServer(async (request, response) => {
    const { key, query, exchange } = find(request, await textOf(request));
    if (!exchange) {
      response.writeHead(501, { 'content-type': 'text/plain' }).end(`not recorded: ${key}`);
      return;
    }
    // A blocking query whose index is the last one given: hold it a little, as Nomad holds it long.
    if (query.index && query.index === lastIndex.get(key)) await sleep(Math.min(exchange.response.tookMs ?? 0, 50));
    lastIndex.set(key, exchange.response.headers?.['x-nomad-index']);
    await play(exchange, response);
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, connection, head) => {
    const { key, exchange } = find(request, '');
    const { transcript, ended } = exchange?.response ?? {};
    if (!transcript) return connection.end('HTTP/1.1 501 Not Implemented\r\n\r\n');
    sockets.handleUpgrade(request, connection, head, (socket) => {
      void playTranscript(socket, transcript, ended, (surprise) => unknown.push(`${key}: ${surprise}`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    unknown,
    expectNothingUnknown: () => assert.deepEqual(unknown, []),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function play(exchange: Exchange, response: ServerResponse): Promise<void> {
  const { status = 200, headers = {}, body, bodyText, bodyBase64, chunks, ended, error } = exchange.response;
  if (error) {
    response.socket?.destroy();
    return;
  }
  const { 'transfer-encoding': _, 'content-length': __, 'content-encoding': ___, ...kept } = headers;
  response.writeHead(status, kept);
  if (chunks) {
    let at = 0;
    for (const chunk of chunks) {
      await sleep(Math.max(0, chunk.atMs - at) / FASTER);
      at = chunk.atMs;
      if (response.destroyed) return;
      response.write(chunk.text);
    }
    if (ended === true) response.end();
    if (ended === 'cut') response.socket?.destroy();
    return;
  }
  if (bodyBase64 !== undefined) response.end(Buffer.from(bodyBase64, 'base64'));
  else response.end(bodyText ?? (body === undefined ? '' : stringifyJson(body)));
}

function keyOf(
  method: string,
  path: string,
  query: Readonly<Record<string, unknown>>,
  body: string | undefined,
  token: string | undefined,
  options: ReplayOptions,
): string {
  const parameters = Object.entries(query)
    .filter(([name, value]) => !IGNORED.has(name) && value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const sent = options.byBody === false || body === undefined ? '' : ` ${canonical(body)}`;
  return `${method} ${path}?${parameters.join('&')}${sent}${options.byToken ? ` token=${token ?? ''}` : ''}`;
}

/** The body with sorted keys; fields that are null, false or absent are alike to Nomad. */
function canonical(text: string): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).filter(([, item]) => item !== null && item !== false && item !== '');
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sorted(item)]));
  };
  return stringifyJson(sorted(parse(text)));
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
