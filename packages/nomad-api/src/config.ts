/** How to reach a cluster, and the same read from the environment variables that the `nomad` program knows. */
import { DEFAULT_ADDRESS } from './address';
import { type ProxyFor, proxyFromEnvironment } from './proxy';

/** Gives a secret when a request needs it, so that it lies in no object that could be logged. */
export type SecretSource = () => string | undefined | Promise<string | undefined>;

export interface TlsConfig {
  /** PEM file with the authorities to trust, instead of the system's. */
  readonly caCert?: string;
  /** Folder of PEM files; `caCert` wins. */
  readonly caPath?: string;
  /** PEM files of the client's certificate and key: both or none. */
  readonly clientCert?: string;
  readonly clientKey?: string;
  /** Name to ask for and to verify, such as `server.global.nomad`. */
  readonly serverName?: string;
  /** Accept any certificate. */
  readonly skipVerify?: boolean;
}

export interface NomadConfig {
  /** `http://`, `https://` or `unix://`; see `parseAddress`. */
  readonly address: string;
  /** Used where a request names none. */
  readonly namespace?: string;
  readonly region?: string;
  readonly tls?: TlsConfig;
  /** Sent as `X-Nomad-Token`. */
  readonly token?: SecretSource;
  /** `user:password` for HTTP basic authentication; the user in the address wins. */
  readonly httpAuth?: SecretSource;
  /** Which HTTP proxy leads to an address. A function, since it may hold a password. */
  readonly proxy?: ProxyFor;
}

/**
 * The configuration that `nomad` itself would use (api/api.go `DefaultConfig`). Secrets are read from `env` when a
 * request is made, not now. Empty variables count as unset.
 */
export function configFromEnvironment(env: Readonly<Record<string, string | undefined>>): NomadConfig {
  const tls: TlsConfig = {
    caCert: env.NOMAD_CACERT || undefined,
    caPath: env.NOMAD_CAPATH || undefined,
    clientCert: env.NOMAD_CLIENT_CERT || undefined,
    clientKey: env.NOMAD_CLIENT_KEY || undefined,
    serverName: env.NOMAD_TLS_SERVER_NAME || undefined,
    skipVerify: isTrue(env.NOMAD_SKIP_VERIFY) || undefined,
  };
  return {
    address: env.NOMAD_ADDR || DEFAULT_ADDRESS,
    namespace: env.NOMAD_NAMESPACE || undefined,
    region: env.NOMAD_REGION || undefined,
    tls,
    token: () => env.NOMAD_TOKEN || undefined,
    httpAuth: () => env.NOMAD_HTTP_AUTH || undefined,
    proxy: proxyFromEnvironment(env),
  };
}

/** Go's `strconv.ParseBool`; other texts are ignored there too. */
function isTrue(text: string | undefined): boolean {
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text ?? '');
}
