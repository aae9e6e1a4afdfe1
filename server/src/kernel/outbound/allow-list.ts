import { type Address, isWithin, type Network, parseNetwork, type Unreachable, unwrapped } from './addresses.ts';

/** Ports a web service is usually found on; any other must be named in the allow-list. */
const PORTS: readonly number[] = [80, 443, 8080, 8443];

/** One entry of OUTBOUND_ALLOW: a host by name, or a network; `port` null = the usual ones. */
export type Allowed =
  | { readonly kind: 'host'; readonly name: string; readonly below: boolean; readonly port: number | null }
  | { readonly kind: 'network'; readonly network: Network; readonly port: number | null };

const NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * Reads one entry: `idp.intra`, `idp.intra:9443`, `*.intra`, `10.1.0.0/16`, `10.1.2.3:9000`, `fd00::/8`, `[fd00::5]:9000`.
 *
 * @returns null when it is none of these.
 */
export function parseAllowed(text: string): Allowed | null {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  if (bracketed) return networkEntry(bracketed[1] ?? '', bracketed[2]);
  const bare = parseNetwork(text);
  if (bare) return { kind: 'network', network: bare, port: null };
  const [, place = '', port] = /^([^:]*)(?::(\d+))?$/.exec(text) ?? [];
  if (place === '') return null;
  if (/^[\d./]+$/.test(place)) return networkEntry(place, port);
  const below = place.startsWith('*.');
  const name = asciiName(below ? place.slice(2) : place);
  if (name === null || !isPort(port)) return null;
  return { kind: 'host', name, below, port: port === undefined ? null : Number(port) };
}

function networkEntry(place: string, port: string | undefined): Allowed | null {
  const network = parseNetwork(place);
  return network && isPort(port) ? { kind: 'network', network, port: port === undefined ? null : Number(port) } : null;
}

const isPort = (port: string | undefined): boolean => port === undefined || (Number(port) > 0 && Number(port) < 65_536);

/** As the URL parser writes it, so that `Bücher.example.` and `xn--bcher-kva.example` are one host. */
function asciiName(text: string): string | null {
  const url = URL.parse(`http://${text}/`);
  const name = url ? plainName(url.hostname) : '';
  return NAME.test(name) ? name : null;
}

/** Without the dot of the root, which changes nothing about where a name leads. */
export const plainName = (hostname: string): string => hostname.replace(/\.+$/, '');

/** What the entries say about one target. */
export interface Permission {
  /** May this port be used there at all? */
  readonly port: (addresses: readonly Address[]) => boolean;
  /** May this address be reached although it is none of the public internet? */
  readonly address: (address: Address, why: Unreachable) => boolean;
  /** Was the host itself named? */
  readonly named: boolean;
}

export function permissionFor(allow: readonly Allowed[], host: string, port: number): Permission {
  const usual = PORTS.includes(port);
  const opens = (entry: Allowed): boolean => (entry.port === null ? usual : entry.port === port);
  const names = allow.filter((entry) => entry.kind === 'host' && isNamed(entry, host));
  const networks = allow.filter((entry) => entry.kind === 'network');
  const holds = (address: Address): boolean =>
    networks.some((entry) => opens(entry) && (isWithin(address, entry.network) || isWithin(unwrapped(address), entry.network)));
  return {
    named: names.some(opens),
    port: (addresses) => usual || names.some(opens) || (addresses.length > 0 && addresses.every(holds)),
    // A name opens what a company runs inside; the metadata service of a cloud or a multicast group only by its own number.
    address: (address, why) => holds(address) || ((why === 'private' || why === 'loopback') && names.some(opens)),
  };
}

const isNamed = (entry: Extract<Allowed, { kind: 'host' }>, host: string): boolean =>
  entry.below ? host.endsWith(`.${entry.name}`) : host === entry.name;
