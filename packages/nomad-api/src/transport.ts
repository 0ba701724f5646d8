/** Sends requests over HTTP, TLS or a Unix socket, within limits, and turns every failure into a `NomadError`. */
import { Agent, type Dispatcher } from 'undici';
import { type Address, parseAddress } from './address';
import { failureOfAnswer, failureOfContent } from './answer-failures';
import type { Answer, Call } from './call';
import type { Circumstances } from './circumstances';
import type { NomadConfig } from './config';
import { NomadError } from './errors';
import { parseJson, stringifyJson } from './json';
import { readTlsOptions } from './tls';
import { failureOfCancel, failureOfLimit, failureOfSecret, failureOfTransport, isPassing } from './transport-failures';

/** Milliseconds until an answer must be complete. Without a leader Nomad itself takes five seconds to say so. */
export const DEFAULT_LIMIT = 30_000;
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
}

export interface Transport {
  /** The cluster's address as it may be shown. */
  readonly address: string;
  /** One request, one complete answer. Reads are tried again after failures that may pass, nothing else is. */
  send(call: Call): Promise<Answer<unknown>>;
  /** An answer that does not end by itself. `idle`: milliseconds without a byte after which it counts as broken. */
  open(call: Call, idle?: number): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

/** Nothing is connected, and no file read, before the first request. */
export function createTransport(config: NomadConfig, options: TransportOptions = {}): Transport {
  const address = parseAddress(config.address);
  let agent: Agent | undefined;

  async function connected(): Promise<Agent> {
    if (agent) return agent;
    const tls = address.secure ? await readTlsOptions(config.tls, address.display) : {};
    agent ??= new Agent({ connect: { timeout: CONNECT_LIMIT, socketPath: address.socketPath, ...defined(tls) } });
    return agent;
  }

  async function once(call: Call): Promise<Answer<unknown>> {
    const prepared = await prepare(call, config, address);
    const { at, fail } = prepared;
    const limiter = AbortSignal.timeout(at.limit);
    const signal = call.signal ? AbortSignal.any([call.signal, limiter]) : limiter;
    let response: Dispatcher.ResponseData;
    let text: string;
    try {
      const dispatcher = await connected();
      response = await dispatcher.request({ ...prepared.request, signal, headersTimeout: 0, bodyTimeout: 0 });
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
          const pause = (options.pauses ?? PAUSES)[attempt - 1];
          if (call.method !== 'GET' || pause === undefined) throw error;
          if (!(error instanceof NomadError) || !isPassing(error)) throw error;
          options.onRetry?.({ error, attempt });
          await sleep(pause, call.signal);
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
        const dispatcher = await connected();
        const limits = { headersTimeout: at.limit, bodyTimeout: idle };
        response = await dispatcher.request({ ...prepared.request, signal, ...limits });
      } catch (error) {
        throw classify(error);
      }
      if (response.statusCode < 200 || response.statusCode > 299) {
        const text = await response.body.text().catch(() => '');
        throw fail(failureOfAnswer(response.statusCode, text, at));
      }
      return chunksOf(response, done, classify);
    },
    async close() {
      await agent?.destroy();
      agent = undefined;
    },
  };
}

interface Prepared {
  readonly at: Circumstances;
  readonly request: Dispatcher.RequestOptions;
  /** Takes the secrets out of an error: a server or proxy may echo what it was sent. */
  readonly fail: (error: NomadError) => NomadError;
}

async function prepare(call: Call, config: NomadConfig, address: Address): Promise<Prepared> {
  const token = (await config.token?.())?.trim() || undefined;
  const basic = address.userInfo ?? ((await config.httpAuth?.()) || undefined);
  const namespace = call.scope ? undefined : (call.namespace ?? config.namespace);
  const region = call.scope === 'none' ? undefined : (call.region ?? config.region);
  const at: Circumstances = {
    call,
    address: address.display,
    secure: address.secure,
    namespace,
    region,
    hasToken: token !== undefined,
    hasClientCertificate: Boolean(config.tls?.clientCert),
    limit: call.limit ?? DEFAULT_LIMIT,
  };
  if (call.signal?.aborted) throw failureOfCancel(at);
  if (token !== undefined && !isHeaderValue(token)) throw failureOfSecret('token', at);
  const body = call.body === undefined ? undefined : stringifyJson(call.body);
  const headers = {
    accept: 'application/json',
    'content-type': body === undefined ? undefined : 'application/json',
    'x-nomad-token': token,
    authorization: basic === undefined ? undefined : `Basic ${Buffer.from(basic).toString('base64')}`,
  };
  const secrets = [token, basic?.split(':').slice(1).join(':')];
  return {
    at,
    request: {
      origin: address.origin,
      path: call.path,
      method: call.method,
      query: defined({ ...call.query, namespace, region }),
      headers: defined(headers),
      body,
    },
    fail: (error) => withoutSecrets(error, secrets),
  };
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

function defined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(options).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function isHeaderValue(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}

function withoutSecrets(error: NomadError, secrets: readonly (string | undefined)[]): NomadError {
  const said = `${error.message} ${error.serverText}`;
  const echoed = secrets.filter((secret) => secret !== undefined && secret.length > 2 && said.includes(secret));
  if (echoed.length === 0) return error;
  const clean = (text: string) => echoed.reduce<string>((left, secret) => left.replaceAll(secret ?? '', '••••'), text);
  return new NomadError({
    kind: error.kind,
    address: error.address,
    status: error.status,
    code: error.code,
    summary: clean(error.summary),
    advice: error.advice && clean(error.advice),
    serverText: error.serverText && clean(error.serverText),
  });
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
  });
}
