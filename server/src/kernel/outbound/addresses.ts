import { isIPv4, isIPv6 } from 'node:net';

/** An IP address as a number and its length in bits (32 or 128), so that every way of writing it is the same thing. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}
/** All addresses that begin like `address`, for `prefix` bits. */
export interface Network {
  readonly address: Address;
  readonly prefix: number;
}

/** Why an address is none of the public internet; null = it is. `link-local` holds the metadata services of the clouds. */
export type Unreachable = 'loopback' | 'private' | 'link-local' | 'reserved';

/** @example parseAddress('::ffff:10.0.0.1') // 128 bits; parseAddress('10.0.0.1') // 32 bits; parseAddress('x') // null */
export function parseAddress(text: string): Address | null {
  if (isIPv4(text)) return { bits: 32, value: fourParts(text) };
  // A zone (`fe80::1%eth0`) names an interface of this machine and nothing else.
  if (!isIPv6(text) || text.includes('%')) return null;
  const withoutDots = text.replace(/(\d+\.\d+\.\d+\.\d+)$/, (four) => {
    const value = fourParts(four);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = withoutDots.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return { bits: 128, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
}

const fourParts = (text: string): bigint => text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);

/** @example parseNetwork('10.0.0.0/8'), parseNetwork('fd00::/8'), parseNetwork('10.1.2.3') // one address */
export function parseNetwork(text: string): Network | null {
  const [base = '', length, more] = text.split('/');
  const address = parseAddress(base);
  if (!address || more !== undefined) return null;
  if (length === undefined) return { address, prefix: address.bits };
  if (!/^\d{1,3}$/.test(length) || Number(length) > address.bits) return null;
  return { address, prefix: Number(length) };
}

export const isWithin = (address: Address, network: Network): boolean =>
  address.bits === network.address.bits &&
  address.value >> BigInt(address.bits - network.prefix) === network.address.value >> BigInt(address.bits - network.prefix);

const table = (rows: readonly (readonly [string, Unreachable])[]): readonly (readonly [Network, Unreachable])[] =>
  rows.map(([text, why]) => [parseNetwork(text)!, why]);

/** IANA's special-purpose registry for IPv4, and the one public address that is a cloud's own door. */
const IPV4 = table([
  ['0.0.0.0/8', 'reserved'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'private'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['168.63.129.16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'reserved'],
  ['192.31.196.0/24', 'reserved'],
  ['192.52.193.0/24', 'reserved'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'reserved'],
  ['198.18.0.0/15', 'private'],
  ['198.51.100.0/24', 'reserved'],
  ['203.0.113.0/24', 'reserved'],
  ['224.0.0.0/4', 'reserved'],
  ['240.0.0.0/4', 'reserved'],
]);

/** Of IPv6 only 2000::/3 is the public internet; of that, these are not. Everything outside is refused without being listed. */
const IPV6 = table([
  ['::1', 'loopback'],
  ['fc00::/7', 'private'],
  ['fec0::/10', 'private'],
  ['fe80::/10', 'link-local'],
  // Teredo, ORCHID and other protocol assignments; documentation; 6to4, which leads to whatever IPv4 address it holds.
  ['2001::/23', 'reserved'],
  ['2001:db8::/32', 'reserved'],
  ['2002::/16', 'reserved'],
  ['3fff::/20', 'reserved'],
  ['2620:4f:8000::/48', 'reserved'],
]);
const PUBLIC_IPV6 = parseNetwork('2000::/3')!;
/** IPv4 in IPv6 clothes, judged as the IPv4 address it leads to: mapped (::ffff:a.b.c.d) and NAT64's well-known prefix. */
const WRAPPED = [parseNetwork('::ffff:0:0/96')!, parseNetwork('64:ff9b::/96')!];

/** The IPv4 address inside, or the address itself. */
export const unwrapped = (address: Address): Address =>
  WRAPPED.some((network) => isWithin(address, network)) ? { bits: 32, value: address.value & 0xffff_ffffn } : address;

/** @example whyUnreachable(parseAddress('169.254.169.254')!) // 'link-local' */
export function whyUnreachable(outer: Address): Unreachable | null {
  const address = unwrapped(outer);
  const listed = (address.bits === 32 ? IPV4 : IPV6).find(([network]) => isWithin(address, network));
  if (listed) return listed[1];
  return address.bits === 128 && !isWithin(address, PUBLIC_IPV6) ? 'reserved' : null;
}
