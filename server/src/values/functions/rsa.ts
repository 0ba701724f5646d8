/** Decrypts RSA with PKCS #1 v1.5 padding: small enough to do with bigints, and so the same in every host. */

import { FunctionError } from '@hcl/parser';
import { decodeBase64, utf8 } from './bytes';

/** @throws FunctionError for a broken key or a ciphertext that does not belong to it */
export function decryptRsa(ciphertext: string, pem: string): string {
  const message = decodeBase64(ciphertext);
  if (!message) throw new FunctionError('the ciphertext is no base64');
  const { modulus, exponent } = privateKey(pem);
  const length = Math.ceil(modulus.toString(16).length / 2);
  const value = fromBytes(message);
  if (value >= modulus || message.length > length)
    throw new FunctionError('the ciphertext does not belong to this key');
  const padded = toBytes(power(value, exponent, modulus), length);
  const separator = padded.indexOf(0, 2);
  if (padded[0] !== 0 || padded[1] !== 2 || separator < 10)
    throw new FunctionError('the ciphertext does not belong to this key');
  return utf8(padded.slice(separator + 1)) ?? '';
}

const PEM = /-----BEGIN ([^-]*)-----\s*([\s\S]*?)-----END \1-----/;

function privateKey(pem: string): { modulus: bigint; exponent: bigint } {
  const match = PEM.exec(pem);
  if (!match) throw new FunctionError('the key is no PEM text (-----BEGIN RSA PRIVATE KEY-----)');
  const body = match[2] ?? '';
  if (/^Proc-Type: 4,ENCRYPTED/m.test(body))
    throw new FunctionError('the key has a password; only keys without one can be used');
  const bytes = decodeBase64(body.replace(/^[A-Za-z-]+:.*$/gm, '').replace(/\s/g, ''));
  const numbers = bytes && integersIn(bytes);
  // PKCS #1: version, modulus, public exponent, private exponent, …
  const [version, modulus, , exponent] = numbers ?? [];
  if (version !== 0n || !modulus || !exponent) throw new FunctionError('the key is no RSA private key in PKCS #1 form');
  return { modulus, exponent };
}

/** The integers of a DER sequence; undefined when it holds anything else. */
function integersIn(der: Uint8Array): bigint[] | undefined {
  const outer = element(der, 0);
  if (outer?.tag !== 0x30) return undefined;
  const found: bigint[] = [];
  for (let at = outer.start; at < outer.end; ) {
    const inner = element(der, at);
    if (inner?.tag !== 0x02) return undefined;
    found.push(fromBytes(der.slice(inner.start, inner.end)));
    at = inner.end;
  }
  return found;
}

function element(der: Uint8Array, at: number): { tag: number; start: number; end: number } | undefined {
  const tag = der[at];
  let length = der[at + 1];
  if (tag === undefined || length === undefined) return undefined;
  let start = at + 2;
  if (length >= 0x80) {
    const bytes = length - 0x80;
    length = Number(fromBytes(der.slice(start, start + bytes)));
    start += bytes;
  }
  return start + length <= der.length ? { tag, start, end: start + length } : undefined;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

function fromBytes(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function toBytes(value: bigint, length: number): Uint8Array {
  const digits = value.toString(16).padStart(length * 2, '0');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
