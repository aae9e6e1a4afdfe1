import { networkInterfaces } from 'node:os';
import { parseAddress, whyUnreachable } from './addresses.ts';
import { type Allowed, type Permission, permissionFor, plainName } from './allow-list.ts';
import { OutsideError } from './outside-error.ts';

/** Names that never leave the machine or its network, whatever a resolver says about them. */
const INSIDE_NAMES = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home\.arpa)$/;

export interface Target {
  readonly url: URL;
  /** Without brackets and without the dot of the root. */
  readonly host: string;
  readonly port: number;
  readonly permission: Permission;
}

/** All addresses of a name, as the system would find them. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * What can be said of an address without asking anybody: form, scheme, credentials, port, names and numbers of the inside. The URL
 * parser has already made one of every spelling (octal, hexadecimal, one number, other scripts' digits and dots).
 *
 * @throws OutsideError
 */
export function readTarget(text: string | URL, allow: readonly Allowed[], httpsOnly: boolean): Target {
  const url = String(text).length > 4_000 ? null : URL.parse(String(text));
  if (!url || url.hostname === '')
    throw new OutsideError('url', 'This is not an address of the web. It looks like https://example.com/path.');
  if (url.protocol !== 'https:' && (httpsOnly || url.protocol !== 'http:')) {
    throw new OutsideError(
      'scheme',
      httpsOnly ? 'The address must begin with https://.' : 'The address must begin with https:// or http://.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutsideError('credentials', 'The address must not hold a user name or a password.');
  }
  const host = plainName(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const permission = permissionFor(allow, host, port);
  const target = { url, host, port, permission };
  if (host === '' || host.length > 253) throw new OutsideError('url', 'The address has no host that could be asked.');
  const literal = parseAddress(host);
  if (literal) checkAddresses(target, [host]);
  else if (INSIDE_NAMES.test(host) && !permission.named && !hasNetworks(allow)) throw insideName();
  // A name's port may be opened by the network it turns out to lie in, which only its addresses tell.
  else if (!permission.port([]) && !hasNetworks(allow)) throw wrongPort(port);
  return target;
}

const hasNetworks = (allow: readonly Allowed[]): boolean => allow.some((entry) => entry.kind === 'network');

/**
 * Asks once where the host is and checks every answer: one address of the inside refuses them all, because a resolver that mixes
 * them waits for us to take the wrong one.
 *
 * @returns the only addresses this request may connect to.
 * @throws OutsideError
 */
export async function resolveTarget(target: Target, resolve: Resolve): Promise<readonly string[]> {
  if (parseAddress(target.host)) return [target.host];
  const found = await resolve(target.host).catch((error: unknown) => {
    throw new OutsideError('network', `The host ${target.host} is not known. Check the address.`, error);
  });
  if (found.length === 0) throw new OutsideError('network', `The host ${target.host} is not known. Check the address.`);
  checkAddresses(target, found);
  return found;
}

function checkAddresses({ permission, port }: Target, texts: readonly string[]): void {
  const own = ownAddresses();
  const addresses = texts.map((text) => {
    const address = parseAddress(text);
    if (!address) throw insideAddress();
    const why = whyUnreachable(address) ?? (own.has(`${address.bits}/${address.value}`) ? 'loopback' : null);
    if (why !== null && !permission.address(address, why)) throw insideAddress();
    return address;
  });
  if (!permission.port(addresses)) throw wrongPort(port);
}

/** A public address of this very machine reaches what listens on it, past the firewall in front. */
function ownAddresses(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return new Set(
    all.flatMap(({ address }) => {
      const parsed = parseAddress(address.replace(/%.*$/, ''));
      return parsed ? [`${parsed.bits}/${parsed.value}`] : [];
    }),
  );
}

const ADVICE = 'If it should be reached, the operator can add it to OUTBOUND_ALLOW.';
const insideAddress = (): OutsideError =>
  new OutsideError('address', `This address leads into a private network and was not called. ${ADVICE}`);
const insideName = (): OutsideError => new OutsideError('name', `This host is one of a private network and was not called. ${ADVICE}`);
const wrongPort = (port: number): OutsideError =>
  new OutsideError('port', `Port ${port} is not one of web services and was not called. ${ADVICE}`);
