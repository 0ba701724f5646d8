/**
 * Which HTTP proxy stands between us and an address, as Go's programs and so `nomad` itself decide it
 * (golang.org/x/net/http/httpproxy).
 */
import { isIP } from 'node:net';

export interface ProxySettings {
  /** For `http://` addresses: `http://`, `https://`, or host and port alone. May hold a password. */
  readonly http?: string;
  /** For `https://` addresses. */
  readonly https?: string;
  /** Hosts that are reached directly: `*`, names (with all below them), `.names` (only those below), IP, CIDR; `:port` may follow. */
  readonly noProxy?: string;
}

/** Gives the proxy for an address `http(s)://host:port`; undefined when it is reached directly. */
export type ProxyFor = (origin: string) => string | undefined;

export function proxyFrom({ http, https, noProxy = '' }: ProxySettings): ProxyFor {
  return (origin) => {
    const { protocol, hostname, port } = new URL(origin);
    const proxy = protocol === 'https:' ? https : http;
    const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const at = port || (protocol === 'https:' ? '443' : '80');
    return proxy && !isLocal(host) && !isExcepted(host, at, noProxy) ? withScheme(proxy) : undefined;
  };
}

/** `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, or in small letters. Read when they are asked for, since they may hold a password. */
export function proxyFromEnvironment(env: Readonly<Record<string, string | undefined>>): ProxyFor {
  const read = (name: string) => env[name] || env[name.toLowerCase()];
  return (origin) =>
    proxyFrom({ http: read('HTTP_PROXY'), https: read('HTTPS_PROXY'), noProxy: read('NO_PROXY') })(origin);
}

/** The proxy as it may be shown: without user and password. */
export function describeProxy(proxy: string): string {
  return URL.canParse(proxy) ? new URL(proxy).origin : proxy.replace(/[^/@\s]*@/g, '');
}

function withScheme(proxy: string): string {
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** A proxy elsewhere could not reach what this machine calls so. */
function isLocal(host: string): boolean {
  return host === 'localhost' || /^127\./.test(host) || host === '::1';
}

function isExcepted(host: string, port: string, noProxy: string): boolean {
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `${entry}` : entry) ?? [];
      if (isIP(entry) === 6) return entry === host;
      if (only !== undefined && only !== port) return false;
      if (name.includes('/')) return isIP(host) === 4 && inRange(host, name);
      const bare = name.replace(/^\*/, '');
      return bare.startsWith('.') ? host.endsWith(bare) : host === bare || host.endsWith(`.${bare}`);
    });
}

function inRange(host: string, cidr: string): boolean {
  const [network = '', bits = '32'] = cidr.split('/');
  if (isIP(network) !== 4) return false;
  const number = (ip: string) => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(host) / size) === Math.floor(number(network) / size);
}
