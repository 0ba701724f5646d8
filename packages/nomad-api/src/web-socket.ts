/** Opens a WebSocket with the address, the certificates and the secrets of a connection, and puts its failures into words. */
import type { IncomingMessage } from 'node:http';
import { type connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { WebSocket } from 'ws';
import type { Address } from './address';
import { failureOfAnswer } from './answer-failures';
import type { Circumstances } from './circumstances';
import { NomadError } from './errors';
import type { Prepared } from './prepare';
import type { TlsOptions } from './tls';
import { failureOfCancel, failureOfLimit, failureOfTransport } from './transport-failures';
import { openTunnel } from './tunnel';

/** How the other side is reached. */
export interface Way {
  readonly address: Address;
  readonly tls: TlsOptions;
  readonly proxy?: string;
}

/** An open WebSocket that is paused: nothing is read before `resume`. */
export function openSocket({ at, request, fail }: Prepared, way: Way): Promise<WebSocket> {
  const socket = new WebSocket(urlOf(request, way.address), {
    headers: request.headers,
    handshakeTimeout: at.limit,
    perMessageDeflate: false,
    ...way.tls,
    ...(way.proxy !== undefined && { createConnection: tunnelling(way, way.proxy, at.limit) }),
  });
  return new Promise((resolve, reject) => {
    const { signal } = at.call;
    const settle = (error?: NomadError) => {
      signal?.removeEventListener('abort', cancel);
      socket.off('error', failed);
      // A connection that is given up while it opens reports an error once more.
      socket.on('error', () => {});
      if (!error) return resolve(socket);
      socket.terminate();
      reject(fail(error));
    };
    const cancel = () => settle(failureOfCancel(at));
    const failed = (error: Error) => settle(failureOfOpening(error, at));
    signal?.addEventListener('abort', cancel, { once: true });
    socket.once('open', () => {
      // What comes with the handshake must wait until somebody listens (`resume`).
      socket.pause();
      settle();
    });
    socket.on('error', failed);
    socket.once('unexpected-response', (_request, response: IncomingMessage) => {
      textOf(response).then((text) => settle(failureOfAnswer(response.statusCode ?? 0, text, at)), failed);
    });
  });
}

function urlOf({ path, query }: Prepared['request'], { origin, secure, socketPath }: Address): URL | string {
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
  // In this form, and not as a connection of our own: VS Code puts its proxies before every other one.
  if (socketPath !== undefined) return `ws+unix:${socketPath}:${url.pathname}${url.search}`;
  url.protocol = secure ? 'wss:' : 'ws:';
  return url;
}

/** Node calls it for a connection and takes it late as well (`http.request`, option `createConnection`). */
function tunnelling({ address, tls }: Way, proxy: string, limit: number) {
  const { hostname, port } = new URL(address.origin);
  const target = `${hostname}:${port || (address.secure ? 443 : 80)}`;
  const open = (_options: object, ready: (error: Error | null, socket?: Socket) => void): void => {
    openTunnel(proxy, target, limit).then((socket) => {
      const servername = tls.servername ?? (isIP(hostname) ? undefined : hostname);
      ready(null, address.secure ? connectTls({ ...tls, socket, servername }) : socket);
    }, ready);
  };
  return open as unknown as typeof connect;
}

/**
 * What a close frame says: Nomad closes with 1008 for what an HTTP status 4xx would say, 1011 for the rest
 * (command/agent/alloc_endpoint.go `execStreamImpl`), the message as the reason.
 */
export function failureOfClose(code: number, reason: string, at: Circumstances): NomadError {
  if (reason === '' || code === 1006) {
    const text = 'the connection was closed before the program had ended';
    return new NomadError({
      kind: 'unreachable',
      address: at.address,
      summary: `Could not ${at.call.purpose} on ${at.address}: ${text} (${code}).`,
      advice: 'The allocation may have ended, or the connection broke: look at it, then try again.',
    });
  }
  const text = reason.replace(/^rpc error: code = \w+ desc = /, '');
  return failureOfAnswer(code === 1008 && text === 'Permission denied' ? 403 : 500, text, at);
}

function failureOfOpening(error: Error, at: Circumstances): NomadError {
  if (/handshake has timed out/.test(error.message)) return failureOfLimit(at);
  return failureOfTransport(error, at);
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
