/** Sends requests over HTTP, TLS or a Unix socket, within limits, and turns every failure into a `NomadError`. */
import { Agent, type Dispatcher } from 'undici';
import type { WebSocket } from 'ws';
import { parseAddress } from './address';
import { failureOfAnswer, failureOfContent } from './answer-failures';
import type { Answer, Call } from './call';
import type { Circumstances } from './circumstances';
import type { NomadConfig } from './config';
import { NomadError } from './errors';
import { parseJson } from './json';
import { pause } from './pause';
import { defined, type Prepared, prepare } from './prepare';
import { readTlsOptions, type TlsOptions } from './tls';
import {
  failureOfCancel,
  failureOfLimit,
  failureOfReadOnly,
  failureOfTransport,
  isPassing,
  isWrite,
} from './transport-failures';
import { failureOfProxy, refusedBy, throughProxy, tunnelConnector } from './tunnel';
import { openSocket } from './web-socket';

const CONNECT_LIMIT = 5_000;
const PAUSES = [250, 1_000];

export interface Retry {
  readonly error: NomadError;
  /** 1 for the first repetition. */
  readonly attempt: number;
}

export interface TransportOptions {
  /** Told before a read is tried again: nothing is retried in silence. */
  readonly onRetry?: (retry: Retry) => void;
  /** Milliseconds before a read is tried again after a failure that may pass, one for each time. */
  readonly pauses?: readonly number[];
  /** Refuse everything that changes something, programs in tasks too, before it is sent. */
  readonly readOnly?: boolean;
}

export interface Transport {
  /** The cluster's address as it may be shown. */
  readonly address: string;
  /** One request, one complete answer. Reads are tried again after failures that may pass, nothing else is. */
  send(call: Call): Promise<Answer<unknown>>;
  /** An answer that does not end by itself. `idle`: milliseconds without a byte after which it counts as broken. */
  open(call: Call, idle?: number): Promise<AsyncIterable<Uint8Array>>;
  /** A WebSocket, open. Nomad agrees to one before it has checked anything: what it refuses, it closes. */
  connect(call: Call): Promise<{ readonly socket: WebSocket; readonly at: Circumstances }>;
  close(): Promise<void>;
}

/** Nothing is connected, and no file read, before the first request. */
export function createTransport(config: NomadConfig, options: TransportOptions = {}): Transport {
  const address = parseAddress(config.address);
  /** Connections by the proxy that they go through; directly under ''. */
  const agents = new Map<string, Agent>();

  const proxyNow = () => (address.socketPath === undefined ? config.proxy?.(address.origin) : undefined);
  const tlsOptions = async (): Promise<TlsOptions> =>
    address.secure ? readTlsOptions(config.tls, address.display) : {};

  async function agentFor(tunnel: string): Promise<Agent> {
    const known = agents.get(tunnel);
    if (known) return known;
    const options = { timeout: CONNECT_LIMIT, socketPath: address.socketPath, ...defined(await tlsOptions()) };
    const agent = new Agent({ connect: tunnel === '' ? options : tunnelConnector(tunnel, options) });
    agents.set(tunnel, agents.get(tunnel) ?? agent);
    return agents.get(tunnel) as Agent;
  }

  /** Sends it directly or through the proxy of the moment: its answer, or what came instead of one. */
  async function dispatch(
    { request }: Prepared,
    more: Pick<Dispatcher.RequestOptions, 'signal' | 'headersTimeout' | 'bodyTimeout'>,
  ): Promise<Dispatcher.ResponseData> {
    const proxy = proxyNow();
    if (proxy === undefined) return (await agentFor('')).request({ ...request, ...more });
    if (address.secure) return (await agentFor(proxy)).request({ ...request, ...more });
    const through = throughProxy(proxy, address.origin, request.path);
    const headers = { ...request.headers, ...through.headers };
    const { host } = new URL(address.origin);
    const agent = await agentFor('');
    const response = await agent.request({ ...request, ...through, headers, ...more }).catch((error) => {
      throw isConnecting(error) ? failureOfProxy(proxy, host, error) : error;
    });
    if (response.statusCode !== 407) return response;
    await response.body.dump();
    throw refusedBy(proxy, host, 407);
  }

  async function once(call: Call): Promise<Answer<unknown>> {
    const prepared = await prepare(call, config, address);
    const { at, fail } = prepared;
    if (options.readOnly && isWrite(call)) throw failureOfReadOnly(at);
    const limiter = AbortSignal.timeout(at.limit);
    const signal = call.signal ? AbortSignal.any([call.signal, limiter]) : limiter;
    let response: Dispatcher.ResponseData;
    let text: string;
    try {
      response = await dispatch(prepared, { signal, headersTimeout: 0, bodyTimeout: 0 });
      text = await response.body.text();
    } catch (error) {
      if (call.signal?.aborted) throw failureOfCancel(at);
      throw fail(limiter.aborted ? failureOfLimit(at) : failureOfTransport(error, at));
    }
    if (response.statusCode < 200 || response.statusCode > 299) {
      throw fail(failureOfAnswer(response.statusCode, text, at));
    }
    return { data: readBody(text, at, fail), ...metaOf(response.headers) };
  }

  return {
    address: address.display,
    async send(call) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(call);
        } catch (error) {
          const wait = (options.pauses ?? PAUSES)[attempt - 1];
          if (call.method !== 'GET' || wait === undefined) throw error;
          if (!(error instanceof NomadError) || !isPassing(error)) throw error;
          options.onRetry?.({ error, attempt });
          await pause(wait, call.signal);
        }
      }
    },
    async open(call, idle = 30_000) {
      const prepared = await prepare(call, config, address);
      const { at, fail } = prepared;
      const done = new AbortController();
      const signal = call.signal ? AbortSignal.any([call.signal, done.signal]) : done.signal;
      const classify = (error: unknown): NomadError => {
        if (call.signal?.aborted) return failureOfCancel(at);
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'UND_ERR_HEADERS_TIMEOUT') return fail(failureOfLimit(at));
        if (code === 'UND_ERR_BODY_TIMEOUT') return fail(failureOfLimit({ ...at, limit: idle }));
        return fail(failureOfTransport(error, at));
      };
      let response: Dispatcher.ResponseData;
      try {
        response = await dispatch(prepared, { signal, headersTimeout: at.limit, bodyTimeout: idle });
      } catch (error) {
        throw classify(error);
      }
      if (response.statusCode < 200 || response.statusCode > 299) {
        const text = await response.body.text().catch(() => '');
        throw fail(failureOfAnswer(response.statusCode, text, at));
      }
      return chunksOf(response, done, classify);
    },
    async connect(call) {
      const prepared = await prepare(call, config, address);
      if (options.readOnly) throw failureOfReadOnly(prepared.at);
      const way = { address, tls: await tlsOptions(), proxy: proxyNow() };
      return { socket: await openSocket(prepared, way), at: prepared.at };
    },
    async close() {
      const open = [...agents.values()];
      agents.clear();
      await Promise.all(open.map((agent) => agent.destroy()));
    },
  };
}

/** The failure came before anything was sent. */
function isConnecting(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/.test(code);
}

async function* chunksOf(
  response: Dispatcher.ResponseData,
  done: AbortController,
  classify: (error: unknown) => NomadError,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body) yield chunk as Uint8Array;
  } catch (error) {
    throw classify(error);
  } finally {
    // A consumer that stops early must not leave the connection open.
    done.abort();
  }
}

function readBody(text: string, at: Circumstances, fail: (error: NomadError) => NomadError): unknown {
  if (at.call.text) return text;
  if (text.trim() === '') return undefined;
  try {
    return at.call.exact ? parseJson(text) : JSON.parse(text);
  } catch {
    throw fail(failureOfContent(text, at));
  }
}

function metaOf(headers: Dispatcher.ResponseData['headers']): Omit<Answer<unknown>, 'data'> {
  const known = headers['x-nomad-knownleader'];
  const next = headers['x-nomad-nexttoken'];
  return {
    index: Number(headers['x-nomad-index'] ?? 0) || 0,
    knownLeader: known === undefined ? undefined : known === 'true',
    nextToken: typeof next === 'string' && next !== '' ? next : undefined,
  };
}
