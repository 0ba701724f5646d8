/** Hashes, passwords, UUIDs and RSA, with libraries that run in a browser as well. */

import { FunctionError, STRING, string, unknown } from '@hcl/parser';
import { md5, sha1 } from '@noble/hashes/legacy';
import { sha256, sha512 } from '@noble/hashes/sha2';
import { hex } from './bytes';
import { type Implementations, integerOf, textOf } from './define';
import { decryptRsa } from './rsa';

export const hashFunctions: Implementations = {
  bcrypt: {
    call: ([password, ...costs]) =>
      hashPassword(
        textOf(password),
        costs.map((cost) => integerOf(cost)),
      ),
  },
  md5: digest(md5),
  rsadecrypt: { call: ([ciphertext, key]) => string(decryptRsa(textOf(ciphertext), textOf(key))) },
  sha1: digest(sha1),
  sha256: digest(sha256),
  sha512: digest(sha512),
  uuidv4: { call: () => string(crypto.randomUUID()) },
  uuidv5: { call: ([namespace, name]) => string(namedUuid(textOf(namespace), textOf(name))) },
};

function digest(hash: (bytes: Uint8Array) => Uint8Array): Implementations[string] {
  return { call: ([text]) => string(hex(hash(new TextEncoder().encode(textOf(text))))) };
}

/** Costs beyond this take longer than an editor can wait; the value stays unknown. */
const HIGHEST_COST = 11;
/** Loaded when a file asks for it: Node's cryptography comes with it. */
const bcrypt = (): typeof import('bcryptjs') => require('bcryptjs');
/** Hashes made before: a file is read at every keystroke, and one hash takes a tenth of a second. */
const hashes = new Map<string, string>();

function hashPassword(
  password: string,
  costs: readonly number[],
): ReturnType<typeof string> | ReturnType<typeof unknown> {
  const [given = 10, extra] = costs;
  if (extra !== undefined) throw new FunctionError('at most two arguments are allowed');
  const cost = given < 4 ? 10 : given;
  if (cost > 31) throw new FunctionError('the cost must not be greater than 31');
  if (new TextEncoder().encode(password).length > 72)
    throw new FunctionError('the text must not be longer than 72 bytes');
  if (cost > HIGHEST_COST) return unknown(STRING);
  const key = `${cost}:${password}`;
  let made = hashes.get(key);
  if (!made) {
    made = bcrypt()
      .hashSync(password, cost)
      .replace(/^\$2[aby]\$/, '$2a$');
    if (hashes.size > 100) hashes.clear();
    hashes.set(key, made);
  }
  return string(made);
}

const NAMESPACES: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};
const UUID =
  /^(?:urn:uuid:)?\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$|^[0-9a-f]{32}$/i;

/** RFC 9562, version 5. */
function namedUuid(namespace: string, name: string): string {
  const known = Object.hasOwn(NAMESPACES, namespace) ? NAMESPACES[namespace] : undefined;
  const uuid = known ?? namespace;
  if (!UUID.test(uuid))
    throw new FunctionError(`the namespace must be dns, url, oid, x500 or a UUID, not "${namespace}"`);
  const digits = uuid.replace(/^urn:uuid:/i, '').replace(/[^0-9a-f]/gi, '');
  const space = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const bytes = sha1(Uint8Array.from([...space, ...new TextEncoder().encode(name)])).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
