/** Addresses of a cluster: `http://`, `https://` and `unix://`, as `NOMAD_ADDR` takes them. */
import { NomadError } from './errors';

export const DEFAULT_ADDRESS = 'http://127.0.0.1:4646';

export interface Address {
  /** Scheme, host and port, without path and user: what requests go to. For a socket, `http://127.0.0.1`. */
  readonly origin: string;
  readonly secure: boolean;
  /** Path of the Unix socket, when there is one. */
  readonly socketPath?: string;
  /** The address for people: no user name, no password. */
  readonly display: string;
  /** `user:password` of the address, decoded. A secret. */
  readonly userInfo?: string;
}

/**
 * Reads an address. A path is dropped, as Nomad's own client does (api/api.go `NewClient`); without a scheme, `http`.
 * @throws NomadError of kind `protocol` when the text is no address
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  if (trimmed.startsWith('unix://')) {
    const socketPath = trimmed.slice('unix://'.length);
    if (socketPath === '') throw notAnAddress(trimmed);
    return { origin: 'http://127.0.0.1', secure: false, socketPath, display: `unix://${socketPath}` };
  }
  const withScheme = trimmed.includes('://') ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(withScheme)) throw notAnAddress(trimmed);
  const url = new URL(withScheme);
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') throw notAnAddress(trimmed);
  const userInfo = url.username ? `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` : undefined;
  const origin = `${url.protocol}//${url.host}`;
  return { origin, secure: url.protocol === 'https:', display: origin, userInfo };
}

/** The address as it may be shown and logged, also when it cannot be read. */
export function describeAddress(text: string): string {
  try {
    return parseAddress(text).display;
  } catch {
    return withoutUser(text.trim());
  }
}

function withoutUser(text: string): string {
  return text.replace(/[^/@\s]*@/g, '');
}

function notAnAddress(text: string): NomadError {
  const shown = withoutUser(text);
  return new NomadError({
    kind: 'protocol',
    address: shown,
    summary: `"${shown}" is not an address of a Nomad cluster.`,
    advice: 'Write it like http://127.0.0.1:4646, https://nomad.example.com:4646 or unix:///run/nomad.sock.',
  });
}
