/** Makes of a call what is sent: query, headers, body, with the secrets of the moment. */
import type { Dispatcher } from 'undici';
import type { Address } from './address';
import type { Call } from './call';
import type { Circumstances } from './circumstances';
import type { NomadConfig } from './config';
import { NomadError } from './errors';
import { stringifyJson } from './json';
import { failureOfCancel, failureOfSecret } from './transport-failures';

/** Milliseconds until an answer must be complete. Without a leader Nomad itself takes five seconds to say so. */
export const DEFAULT_LIMIT = 30_000;

export interface Prepared {
  readonly at: Circumstances;
  readonly request: Dispatcher.RequestOptions & { readonly headers: Readonly<Record<string, string>> };
  /** Takes the secrets out of an error: a server or proxy may echo what it was sent. */
  readonly fail: (error: NomadError) => NomadError;
}

export async function prepare(call: Call, config: NomadConfig, address: Address): Promise<Prepared> {
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

/** Without what is undefined or empty. */
export function defined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
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
