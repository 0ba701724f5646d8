/** Functions of IP networks. */

import { FunctionError, list, STRING, string, type Value } from '@hcl/parser';
import { type Implementations, integerOf, textOf } from './define';
import { addressText, lastAddress, masked, type Network, networkText, parseNetwork } from './ip-network';

export const networkFunctions: Implementations = {
  cidrhost: { call: ([prefix, host]) => string(hostAddress(networkOf(prefix), integerOf(host))) },
  cidrnetmask: { call: ([prefix]) => string(netmask(networkOf(prefix))) },
  cidrsubnet: { call: ([prefix, bits, n]) => string(subnet(networkOf(prefix), integerOf(bits), integerOf(n))) },
  cidrsubnets: { call: ([prefix, ...bits]) => list(STRING, subnets(networkOf(prefix, 0), bits)) },
};

function networkOf(value: Value | undefined, argument?: number): Network {
  const network = parseNetwork(textOf(value));
  if (!network)
    throw new FunctionError(`${JSON.stringify(textOf(value))} is no network such as "10.0.0.0/16"`, argument);
  return network;
}

function hostAddress(network: Network, host: number): string {
  const highest = (1n << BigInt(network.bits - network.prefix)) - 1n;
  const fromEnd = host < 0 ? BigInt(-host) - 1n : BigInt(host);
  if (fromEnd > highest) throw new FunctionError(`a network of prefix ${network.prefix} has no host number ${host}`);
  const offset = host < 0 ? highest - fromEnd : fromEnd;
  return addressText(network.address | offset, network.bits);
}

function netmask(network: Network): string {
  const mask = ((1n << BigInt(network.prefix)) - 1n) << BigInt(network.bits - network.prefix);
  return addressText(mask, network.bits);
}

function subnet(network: Network, newBits: number, n: number): string {
  if (newBits > 32) throw new FunctionError('the prefix can become at most 32 bits longer');
  const prefix = network.prefix + newBits;
  if (prefix > network.bits)
    throw new FunctionError(`a prefix of ${network.prefix} cannot become ${newBits} bits longer`);
  const size = BigInt(Math.abs(n));
  if (newBits >= 0 && size >= 1n << BigInt(newBits))
    throw new FunctionError(`with ${newBits} more bits there is no subnet number ${n}`);
  if (prefix < 0) return '<nil>';
  // Negative numbers are not refused; they come out as go-cidr's insertNumIntoIP combines them.
  const address = network.address | (BigInt(n) << BigInt(network.bits - prefix));
  return networkText({ ...network, address: BigInt.asUintN(network.bits, address < 0n ? -address : address), prefix });
}

/** Each network begins behind the last, at the next address that its prefix allows (go-cidr's NextSubnet). */
function subnets(network: Network, extensions: readonly Value[]): Value[] {
  if (extensions.length === 0) return [];
  const size = 1n << BigInt(network.bits);
  const firstPrefix = Math.min(network.bits, network.prefix + integerOf(extensions[0], 1));
  let current: Network = {
    ...network,
    address: masked((network.address - 1n + size) % size, firstPrefix, network.bits),
    prefix: firstPrefix,
  };
  return extensions.map((extension, i) => {
    const more = integerOf(extension, i + 1);
    const prefix = network.prefix + more;
    if (more < 1) throw new FunctionError('the prefix must become at least one bit longer', i + 1);
    if (more > 32) throw new FunctionError('the prefix can become at most 32 bits longer', i + 1);
    if (prefix > network.bits) throw new FunctionError(`a prefix of ${prefix} bits is too long`, i + 1);
    const end = { ...network, address: masked(lastAddress(current), prefix, network.bits), prefix };
    const behind = (lastAddress(end) + 1n) % size;
    const inside = masked(behind, network.prefix, network.bits) === network.address;
    if (behind === 0n || !inside) {
      throw new FunctionError(`behind ${networkText(current)} there is no room for a prefix of ${prefix} bits`, i + 1);
    }
    current = { ...network, address: masked(behind, prefix, network.bits), prefix };
    return string(networkText(current));
  });
}
