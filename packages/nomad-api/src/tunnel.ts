/** Connections through an HTTP proxy: a tunnel (CONNECT) for TLS and WebSockets, the proxy as the server for plain HTTP. */
import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';
import { NomadError } from './errors';
import { describeProxy } from './proxy';

/**
 * A connection to `host:port` that a proxy has opened; TLS is not spoken on it yet.
 * @throws NomadError of kind `protocol` or `unreachable` that names the proxy
 */
export async function openTunnel(proxy: string, target: string, limit: number): Promise<Socket> {
  const { origin, authorization } = readProxy(proxy);
  const client = new Client(origin, { connect: { timeout: limit } });
  try {
    const { statusCode, socket } = await client.connect({
      path: target,
      headers: { host: target, ...authorization },
      signal: AbortSignal.timeout(limit * 2),
    });
    if (statusCode === 200) return socket as Socket;
    socket.destroy();
    throw refusedBy(proxy, target, statusCode);
  } catch (error) {
    throw error instanceof NomadError ? error : failureOfProxy(proxy, target, error);
  }
}

/** What undici needs to speak TLS to a target through a proxy. */
export function tunnelConnector(
  proxy: string,
  options: buildConnector.BuildOptions & { readonly timeout: number },
): buildConnector.connector {
  const secure = buildConnector(options);
  return (target, callback) => {
    openTunnel(proxy, `${target.hostname}:${target.port || 443}`, options.timeout).then(
      (httpSocket) => secure({ ...target, httpSocket }, callback),
      (error) => callback(error as Error, null),
    );
  };
}

/** Where a plain request goes instead, and what it says more: a proxy wants the whole address as the path. */
export function throughProxy(proxy: string, origin: string, path: string) {
  const { origin: at, authorization } = readProxy(proxy);
  return { origin: at, path: `${origin}${path}`, headers: { host: new URL(origin).host, ...authorization } };
}

/** @throws NomadError when it is none that we can speak to */
function readProxy(proxy: string): { origin: string; authorization: Readonly<Record<string, string>> } {
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    const shown = describeProxy(proxy);
    throw new NomadError({
      kind: 'protocol',
      address: shown,
      summary: `The proxy "${shown}" cannot be used: only http:// and https:// ones can.`,
      advice: REPAIR,
    });
  }
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    origin: url.origin,
    authorization: url.username ? { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` } : {},
  };
}

const REPAIR = 'Check HTTP_PROXY, HTTPS_PROXY, NO_PROXY and the setting http.proxy.';

/** A proxy that says no. */
export function refusedBy(proxy: string, target: string, status: number): NomadError {
  const shown = describeProxy(proxy);
  const why = status === 407 ? 'asks for a user and a password' : `does not open a way to ${target} (status ${status})`;
  return new NomadError({
    kind: 'protocol',
    address: shown,
    status,
    summary: `The proxy ${shown}, which stands before ${target}, ${why}.`,
    advice:
      status === 407
        ? 'Write them in its address (http://user:password@proxy), or name the cluster in NO_PROXY.'
        : REPAIR,
  });
}

/** A proxy that does not answer, or not as one. */
export function failureOfProxy(proxy: string, target: string, error: unknown): NomadError {
  const shown = describeProxy(proxy);
  const code = codeOf(error);
  return new NomadError({
    kind: 'unreachable',
    address: shown,
    code,
    summary: `The proxy ${shown}, which stands before ${target}, cannot be reached${code ? ` (${code})` : ''}.`,
    advice: REPAIR,
  });
}

function codeOf(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  return [code, cause?.code].find((one): one is string => typeof one === 'string');
}
