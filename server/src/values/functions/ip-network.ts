/** IP networks as numbers: reads and prints them as Go's `net` package does. */

export interface Network {
  /** The first address. */
  readonly address: bigint;
  /** Bits of the address: 32 or 128. */
  readonly bits: 32 | 128;
  readonly prefix: number;
}

/** Reads `10.0.0.0/16` or `fd00::/8`; bits behind the prefix are cleared. Undefined when it is no network. */
export function parseNetwork(text: string): Network | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const digits = match?.[2] ?? '';
  const address = parseAddress(match?.[1] ?? '');
  const prefix = Number(digits);
  if (!address || digits === '' || prefix > address.bits || String(prefix) !== digits.replace(/^0+(?=\d)/, ''))
    return undefined;
  return { address: masked(address.value, prefix, address.bits), bits: address.bits, prefix };
}

/** The address with everything behind the prefix cleared. */
export function masked(address: bigint, prefix: number, bits: number): bigint {
  const rest = BigInt(bits - prefix);
  return (address >> rest) << rest;
}

export function lastAddress({ address, prefix, bits }: Network): bigint {
  return address | ((1n << BigInt(bits - prefix)) - 1n);
}

/** `10.0.0.0/16`; IPv4 addresses that were written as IPv6 print as IPv4. */
export function networkText({ address, prefix, bits }: Network): string {
  const mapped = bits === 128 && address >> 32n === 0xffffn;
  return `${addressText(address, bits)}/${mapped ? prefix - 96 : prefix}`;
}

export function addressText(address: bigint, bits: 32 | 128): string {
  if (bits === 32 || address >> 32n === 0xffffn) return ipv4Text(address & 0xffffffffn);
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  return compressed(groups);
}

function parseAddress(text: string): { value: bigint; bits: 32 | 128 } | undefined {
  if (!text.includes(':')) {
    const value = parseIpv4(text);
    return value === undefined ? undefined : { value, bits: 32 };
  }
  const value = parseIpv6(text);
  return value === undefined ? undefined : { value, bits: 128 };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const ipv4 = tail ? parseIpv4(tail[2] ?? '') : 0n;
  if (ipv4 === undefined) return undefined;
  const whole = tail ? `${tail[1]}${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}` : text;
  const halves = whole.split('::');
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - rest.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...rest];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');
}

/** The longest run of at least two zero groups becomes `::`, the first of equal ones (RFC 5952). */
function compressed(groups: readonly string[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.start < 0) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
