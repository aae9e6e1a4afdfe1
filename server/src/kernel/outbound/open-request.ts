import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIPv6, type LookupFunction, type Socket } from 'node:net';
import { VERSION } from '../version.ts';
import { parseAddress, unwrapped } from './addresses.ts';
import { OutsideError } from './outside-error.ts';
import type { Resolve, Target } from './target.ts';

/** The addresses that a connection would use: hosts file, search domains and all. */
export const resolveBySystem: Resolve = async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/** Ours to set: where the request ends and whom it is for is not for a caller to say. */
const OURS = /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|keep-alive|proxy-.*)$/i;

export interface Opening {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/**
 * Sends one request to one of the checked addresses and nowhere else; resolves with the head of its answer.
 *
 * @throws OutsideError
 */
export function openRequest(target: Target, addresses: readonly string[], opening: Opening, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, host, port } = target;
  const refused = Object.keys(opening.headers ?? {}).find((name) => OURS.test(name));
  if (refused) throw new OutsideError('header', `The header ${refused} cannot be set.`);
  return new Promise((settle, fail) => {
    const failed = (error: Error) => fail(error instanceof OutsideError ? error : signal.aborted ? signal.reason : asOutside(error, host));
    try {
      const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)({
        host,
        port,
        path: `${url.pathname}${url.search}`,
        method: opening.method ?? 'GET',
        headers: { 'user-agent': `Portico/${VERSION}`, 'accept-encoding': 'gzip, br', ...opening.headers },
        // A connection of its own each time: a kept one could lead to an address that was checked for another name.
        agent: false,
        lookup: pinned(addresses),
        maxHeaderSize: 16 * 1024,
        insecureHTTPParser: false,
        signal,
      });
      sent.once('socket', (socket) => socket.once('connect', () => checkPeer(socket, addresses, (error) => sent.destroy(error))));
      sent.once('response', settle);
      sent.once('upgrade', (_response, socket) => {
        socket.destroy();
        fail(new OutsideError('network', `${host} answered with another protocol.`));
      });
      sent.on('error', failed);
      sent.end(opening.body);
    } catch (error) {
      // Header names and values are checked when the request is made: a line break in one would start another.
      fail(new OutsideError('header', 'A header holds a character that no header may have.', error));
    }
  });
}

/** Answers every question with what was checked: this is what rebinding cannot get round. */
const pinned =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, answer) => {
    const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    const first = all[0] ?? { address: '', family: 0 };
    if (options.all) answer(null, all);
    else answer(null, first.address, first.family);
  };

/** Belt and braces: whatever made the connection, it ends where it was allowed to, before a byte is sent. */
function checkPeer(socket: Socket, addresses: readonly string[], refuse: (error: Error) => void): void {
  const peer = socket.remoteAddress === undefined ? null : parseAddress(socket.remoteAddress);
  const isChecked = addresses.some((text) => {
    const one = parseAddress(text);
    return peer !== null && one !== null && unwrapped(one).value === unwrapped(peer).value;
  });
  if (!isChecked) refuse(new OutsideError('address', 'The connection led elsewhere than was checked and was cut off.'));
}

function asOutside(error: Error & { code?: string }, host: string): OutsideError {
  const code = error.code ?? '';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) {
    return new OutsideError('network', `The certificate of ${host} cannot be trusted (${code}).`, error);
  }
  if (code === 'ECONNREFUSED') return new OutsideError('network', `${host} does not accept connections.`, error);
  if (/^HPE_/.test(code)) return new OutsideError('network', `${host} does not speak HTTP as it should.`, error);
  return new OutsideError('network', `${host} cannot be reached${code === '' ? '' : ` (${code})`}.`, error);
}
