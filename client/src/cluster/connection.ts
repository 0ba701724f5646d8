/** Which cluster, and with what: settings over the environment, the token from where it belongs. Knows no editor. */
import { configFromEnvironment, createClient, describeAddress, type NomadConfig } from '@nomad/api';

export interface ClusterSettings {
  readonly address?: string;
  /** The address stands in the workspace's settings: a repository may have brought it. */
  readonly addressFromWorkspace?: boolean;
  readonly namespace?: string;
  readonly region?: string;
  readonly caCert?: string;
  readonly clientCert?: string;
  readonly clientKey?: string;
  readonly serverName?: string;
  readonly skipVerify?: boolean;
}

/** Tokens that the person has given, each for one context. */
export type StoredToken = (key: string) => string | undefined | PromiseLike<string | undefined>;

/**
 * What to connect with. Secrets are fetched when a request is made. A token is sent to the address it was set for and
 * nowhere else; one from the environment is not sent to an address that a workspace names, unless it is the
 * environment's own: a repository must not be able to collect tokens.
 */
export function connectionOf(
  settings: ClusterSettings,
  env: Readonly<Record<string, string | undefined>>,
  stored: StoredToken,
): NomadConfig {
  const base = configFromEnvironment(env);
  const address = settings.address || base.address;
  const shown = describeAddress(address);
  const own = !settings.addressFromWorkspace || shown === describeAddress(base.address);
  return {
    address,
    namespace: settings.namespace || base.namespace,
    region: settings.region || base.region,
    tls: {
      caCert: settings.caCert || base.tls?.caCert,
      caPath: settings.caCert ? undefined : base.tls?.caPath,
      clientCert: settings.clientCert || base.tls?.clientCert,
      clientKey: settings.clientKey || base.tls?.clientKey,
      serverName: settings.serverName || base.tls?.serverName,
      skipVerify: settings.skipVerify || base.tls?.skipVerify,
    },
    token: async () => (await stored(shown)) || (own ? base.token?.() : undefined),
    httpAuth: () => (own ? base.httpAuth?.() : undefined),
  };
}

/** Why a text is no address of a cluster, or undefined when it is one. */
export function addressProblem(text: string): string | undefined {
  try {
    createClient({ address: text });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
