/** TLS options of a connection, read from the files that the configuration names. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TlsConfig } from './config';
import { NomadError } from './errors';

/** The part of Node's `tls.connect` options that we set. */
export interface TlsOptions {
  readonly ca?: string[];
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/**
 * Reads the certificate files.
 * @throws NomadError of kind `tls` that names the file that cannot be read, or the missing half of the pair
 */
export async function readTlsOptions(config: TlsConfig | undefined, address: string): Promise<TlsOptions> {
  if (!config) return {};
  if (!config.clientCert !== !config.clientKey) {
    const [given, missing] = config.clientCert ? ['certificate', 'key'] : ['key', 'certificate'];
    throw new NomadError({
      kind: 'tls',
      address,
      summary: `For ${address} a client ${given} is configured but no client ${missing}.`,
      advice: `Name the ${missing} file too, or neither.`,
    });
  }
  const read = (what: string, path: string) => readPem(what, path, address);
  return {
    ca: await readAuthorities(config, read, address),
    cert: config.clientCert && (await read('client certificate', config.clientCert)),
    key: config.clientKey && (await read('client key', config.clientKey)),
    servername: config.serverName,
    rejectUnauthorized: !config.skipVerify,
  };
}

async function readAuthorities(
  config: TlsConfig,
  read: (what: string, path: string) => Promise<string>,
  address: string,
): Promise<string[] | undefined> {
  if (config.caCert) return [await read('CA certificate', config.caCert)];
  if (!config.caPath) return undefined;
  const folder = config.caPath;
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw unreadable('folder of CA certificates', folder, address, error);
  });
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  return Promise.all(files.map((entry) => read('CA certificate', join(folder, entry.name))));
}

async function readPem(what: string, path: string, address: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(what, path, address, error);
  });
  if (text.includes('-----BEGIN ')) return text;
  throw new NomadError({
    kind: 'tls',
    address,
    summary: `The ${what} ${path} for ${address} is not a PEM file.`,
    advice: 'It has to be a text that starts with "-----BEGIN".',
  });
}

function unreadable(what: string, path: string, address: string, error: NodeJS.ErrnoException): NomadError {
  return new NomadError({
    kind: 'tls',
    address,
    summary: `The ${what} ${path} for ${address} cannot be read (${error.code ?? 'unknown error'}).`,
    advice: 'Check the path and that you may read it.',
    code: error.code,
  });
}
