import { isIP } from 'node:net';

/**
 * Under which key an address spends its points. Whoever has one IPv6 address has 2^64 of them, so the network counts (/64); an IPv4
 * address stays the same whichever way it is written. Logs, sessions and the sign-in log keep the whole address.
 *
 * @example limitKeyOf('2001:db8:1:2::99') // '2001:db8:1:2::/64'
 * @example limitKeyOf('::ffff:203.0.113.9') // '203.0.113.9'
 */
export function limitKeyOf(ip: string | null): string {
  const address = (ip ?? '').replace(/%.*$/s, '');
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  return ipv4In(groups) ?? `${groups.slice(0, 4).join(':')}::/64`;
}

/** All eight, as short as they can be written. */
function groupsOf(address: string): readonly string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = [], after = []] = canonical.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

/** ::ffff:0:0/96 is IPv4 on an IPv6 line, 64:ff9b::/96 IPv4 behind a translator: one /64 would be all of them together. */
function ipv4In(groups: readonly string[]): string | null {
  const network = groups.slice(0, 6).join(':');
  if (network !== '0:0:0:0:0:ffff' && network !== '64:ff9b:0:0:0:0') return null;
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((word) => [word >> 8, word & 255])
    .join('.');
}
