/** Answers that never came, put into words: the network, TLS, limits, cancelling. */
import type { Call } from './call';
import type { Circumstances } from './circumstances';
import { NomadError } from './errors';

/** Failures that may pass by themselves: a read may be tried again. */
export function isPassing(error: NomadError): boolean {
  return error.kind === 'no-leader' || (error.kind === 'unreachable' && BROKEN.has(error.code ?? ''));
}

const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNABORTED']);

/** No answer, or a broken one: an error of the network, of TLS or of the limits. */
export function failureOfTransport(error: unknown, at: Circumstances): NomadError {
  if (error instanceof NomadError) return error;
  const code = errorCode(error);
  const facts = { address: at.address, code };
  const tls = tlsWords(code, error, at);
  if (tls) return new NomadError({ ...facts, kind: 'tls', ...tls });
  const known = UNREACHABLE[code];
  const detail = known ?? (BROKEN.has(code) ? 'the connection broke' : `the connection failed`);
  if (/^(HPE_|UND_ERR_(HTTP_PARSER|RES_|RESPONSE|HEADERS_OVERFLOW))/.test(code)) {
    return new NomadError({
      ...facts,
      kind: 'protocol',
      summary: `Could not ${at.call.purpose}: what answers at ${at.address} does not speak HTTP as Nomad does (${code}).`,
      advice: 'Check the address and the port: 4646 is the usual one for HTTP.',
    });
  }
  return new NomadError({
    ...facts,
    kind: 'unreachable',
    summary: `Could not ${at.call.purpose}: ${detail} at ${at.address}${code ? ` (${code})` : ''}.`,
    advice: adviceOnUnreachable(code, at),
  });
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens',
  ENOTFOUND: 'the name is unknown',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  ETIMEDOUT: 'nobody answers',
  UND_ERR_CONNECT_TIMEOUT: 'nobody answers',
  ENOENT: 'there is no socket',
  EACCES: 'the socket may not be opened',
};

function adviceOnUnreachable(code: string, at: Circumstances): string {
  if (!(code in UNREACHABLE)) {
    if (isWrite(at.call)) return UNCERTAIN;
    // A server that is not content with the client's certificate may just hang up.
    if (at.secure) {
      return at.hasClientCertificate
        ? 'Try again. If it always breaks, the cluster may not accept the client certificate.'
        : 'Try again. If it always breaks, the cluster may ask for a client certificate (NOMAD_CLIENT_CERT).';
    }
    return 'Try again; if it always breaks, check the address and what is in between.';
  }
  return 'Check that the Nomad agent runs, the address (NOMAD_ADDR) and the way there (VPN, firewall).';
}

const UNCERTAIN = 'Whether Nomad has done it is not known: look before you try again.';

export function failureOfLimit(at: Circumstances): NomadError {
  return new NomadError({
    kind: 'timeout',
    address: at.address,
    summary: `Could not ${at.call.purpose}: no complete answer from ${at.address} within ${seconds(at.limit)}.`,
    advice: isWrite(at.call) ? UNCERTAIN : 'Try again; if it stays so, the cluster or the way to it is overloaded.',
  });
}

export function failureOfCancel(at: Circumstances): NomadError {
  return new NomadError({
    kind: 'cancelled',
    address: at.address,
    summary: `Cancelled: ${at.call.purpose} on ${at.address}.`,
  });
}

/** A client that was made for reading only. */
export function failureOfReadOnly(at: Circumstances): NomadError {
  return new NomadError({
    kind: 'read-only',
    address: at.address,
    summary: `Did not ${at.call.purpose} on ${at.address}: this connection is read only.`,
  });
}

/** Header values cannot hold every character; the value itself stays unsaid. */
export function failureOfSecret(what: string, at: Pick<Circumstances, 'address'>): NomadError {
  return new NomadError({
    kind: 'forbidden',
    address: at.address,
    summary: `The ${what} for ${at.address} holds characters that cannot be sent, such as a line break.`,
    advice: 'Set it again.',
  });
}

function tlsWords(code: string, error: unknown, at: Circumstances): { summary: string; advice: string } | undefined {
  if (UNTRUSTED.has(code)) {
    return {
      summary: `The certificate of ${at.address} is signed by an authority that is not trusted here (${code}).`,
      advice: "Configure the cluster's CA certificate (NOMAD_CACERT).",
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = /altnames: (.*)$/.exec(messageOf(error))?.[1];
    return {
      summary: `The certificate of ${at.address} is for other names (${names ?? code}).`,
      advice: 'Configure the TLS server name (NOMAD_TLS_SERVER_NAME), often server.<region>.nomad.',
    };
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return {
      summary: `The certificate of ${at.address} ${code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet'}.`,
      advice: "Renew the cluster's certificate, or check the clock of this machine.",
    };
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code) || code === 'EPROTO') {
    return {
      summary: `What listens at ${at.address} does not speak TLS (${code}).`,
      advice: 'Write http:// in the address if the cluster has no TLS.',
    };
  }
  if (/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/.test(code) && !at.hasClientCertificate) {
    return {
      summary: `${at.address} asks for a client certificate (${code}).`,
      advice: 'Configure a client certificate and its key (NOMAD_CLIENT_CERT, NOMAD_CLIENT_KEY).',
    };
  }
  if (/^ERR_SSL_.*ALERT/.test(code)) {
    return {
      summary: `${at.address} does not accept the client certificate (${code}).`,
      advice: "Configure one that the cluster's CA has signed (NOMAD_CLIENT_CERT, NOMAD_CLIENT_KEY).",
    };
  }
  if (/^ERR_(OSSL|CRYPTO)_/.test(code)) {
    return {
      summary: `The certificate files for ${at.address} cannot be used (${code}).`,
      advice: 'Check that key and certificate belong together and are PEM files without a passphrase.',
    };
  }
  if (/^(ERR_SSL_|ERR_TLS_|CERT_|HOSTNAME_MISMATCH)/.test(code)) {
    return {
      summary: `No safe connection to ${at.address} (${code}).`,
      advice: "Check the cluster's certificates and the TLS settings.",
    };
  }
  return undefined;
}

const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
]);

/** Whether a call changes something. */
export function isWrite(call: Call): boolean {
  return call.method !== 'GET' && !call.readOnly;
}

/** The code of an error or of what caused it. */
function errorCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== '') return code;
  }
  return '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function seconds(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}
