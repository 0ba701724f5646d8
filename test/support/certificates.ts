/**
 * Makes X.509 certificates for tests, so that no key and no date of expiry lies in the repository.
 * DER by hand: just what RFC 5280 asks of a small ECDSA authority and of what it signs.
 */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** An authority that signs itself. */
export function makeAuthority(name: string): Certificate {
  return make(name, undefined, { authority: true, hosts: [], days: 2 });
}

/** A certificate for DNS names and IPv4 addresses. `days`: how long it is valid, counted from yesterday. */
export function makeCertificate(name: string, issuer: Certificate, hosts: readonly string[], days = 2): Certificate {
  return make(name, issuer, { authority: false, hosts, days });
}

interface Wanted {
  readonly authority: boolean;
  readonly hosts: readonly string[];
  readonly days: number;
}

let serial = 1;

function make(name: string, issuer: Certificate | undefined, wanted: Wanted): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const yesterday = Date.now() - 86_400_000;
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(serial++),
    ecdsaWithSha256,
    commonName(issuer?.name ?? name),
    sequence(utcTime(yesterday), utcTime(yesterday + wanted.days * 86_400_000)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(wanted))),
  );
  const signature = createSign('sha256')
    .update(body)
    .sign(issuer?.privateKey ?? privateKey);
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.of(0), signature));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    name,
    privateKey,
  };
}

function extensions({ authority, hosts }: Wanted): Buffer[] {
  const critical = tagged(0x01, Buffer.of(0xff));
  const basicConstraints = sequence(
    oid('551d13'),
    critical,
    tagged(0x04, sequence(...(authority ? [tagged(0x01, Buffer.of(0xff))] : []))),
  );
  if (hosts.length === 0) return [basicConstraints];
  const names = hosts.map((host) =>
    /^[\d.]+$/.test(host) ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host)),
  );
  return [basicConstraints, sequence(oid('551d11'), tagged(0x04, sequence(...names)))];
}

function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))));
}

function utcTime(time: number): Buffer {
  const digits = new Date(time).toISOString().replace(/\D/g, '').slice(2, 14);
  return tagged(0x17, Buffer.from(`${digits}Z`));
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.of(value));
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
