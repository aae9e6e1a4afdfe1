import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Who may say for whom a request was forwarded; everybody else could put any address into the log and past a limit. */
export type TrustsProxy = (address: string) => boolean;

/** What `TRUST_PROXY` names. `loopback` is this machine. */
const NAMED: Readonly<Record<string, readonly string[]>> = { loopback: ['127.0.0.0/8', '::1/128'] };

export const trustsNobody: TrustsProxy = () => false;

/**
 * Reads the list of `TRUST_PROXY`: addresses, networks, `loopback`.
 *
 * @returns the part that cannot be used, or the list.
 * @example readProxies('loopback, 10.0.0.0/8');
 */
export function readProxies(text: string): { readonly wrong: string } | { readonly list: readonly string[] } {
  const list = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .flatMap((part) => NAMED[part] ?? [part]);
  const wrong = list.find((part) => !isNetwork(part));
  return wrong === undefined ? { list } : { wrong };
}

function isNetwork(part: string): boolean {
  const [address = '', bits, ...rest] = part.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  // Every address of the world is nobody in particular: /0 would let anyone choose his own.
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128));
}

/** @example const trusts = trustOf(config.trustProxy); trusts('10.0.0.7'); */
export function trustOf(list: readonly string[]): TrustsProxy {
  if (list.length === 0) return trustsNobody;
  const known = new BlockList();
  for (const part of list) {
    const [address = '', bits] = part.split('/');
    const family = familyOf(address);
    if (bits === undefined) known.addAddress(address, family);
    else known.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && known.check(address, familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

export interface Sender {
  readonly headers: IncomingHttpHeaders;
  /** Who is at the other end of the line. */
  readonly peer: string | undefined;
}

/**
 * The address a request came from: the last one in the chain that no trusted proxy vouched for. What stands left of it was written
 * by that sender himself and is worth nothing.
 */
export function clientAddress({ headers, peer }: Sender, trusts: TrustsProxy): string {
  let address = plain(peer ?? '');
  if (!trusts(address)) return address;
  const chain = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').reverse();
  for (const entry of chain) {
    const before = plain(entry.trim());
    if (isIP(before) === 0) return address;
    address = before;
    if (!trusts(address)) return address;
  }
  return address;
}

/** `::ffff:10.0.0.7` and `10.0.0.7:4711` are 10.0.0.7: one person has one address, whichever way he came. */
function plain(text: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(text)?.[1] ?? text;
  return /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(bare)?.[1] ?? bare;
}

/** Host and scheme the browser used, as a trusted proxy says; null from anybody else, and when it says nothing. */
export function forwardedOrigin(
  { headers, peer }: Sender,
  trusts: TrustsProxy,
): { readonly host: string; readonly proto: string | null } | null {
  if (!trusts(plain(peer ?? ''))) return null;
  // With several proxies the one nearest to us wrote the last value.
  const last = (value: string | readonly string[] | undefined): string | null =>
    [value ?? []].flat().join(',').split(',').at(-1)?.trim() || null;
  const host = last(headers['x-forwarded-host']) ?? headers.host;
  const proto = last(headers['x-forwarded-proto']);
  return host === undefined ? null : { host, proto: proto === 'http' || proto === 'https' ? proto : null };
}

/** Makes `request.ip` the sender's own address, for limits, sessions and logs alike. */
export function addClientAddress(fastify: FastifyInstance, trusts: TrustsProxy): void {
  if (trusts === trustsNobody) return;
  fastify.addHook('onRequest', async (request) => {
    const value = clientAddress({ headers: request.headers, peer: request.socket.remoteAddress }, trusts);
    Object.defineProperty(request, 'ip', { value, configurable: true });
  });
}
