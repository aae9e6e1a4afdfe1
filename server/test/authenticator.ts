import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Browser } from './sign-in-world.ts';

/** What the tests' own device may be told to get wrong. */
export interface Wrong {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly userVerified?: boolean;
  readonly userHandle?: string | null;
  readonly signCount?: number;
  readonly credentialId?: string;
  /** Says how it was made, in this format and with a certificate. */
  readonly attestation?: string;
}
interface Held {
  readonly id: string;
  readonly key: KeyObject;
  readonly userHandle: string;
  readonly rpId: string;
  count: number;
}

export const ORIGIN = 'http://localhost:3000';
const base64 = (bytes: Buffer): string => bytes.toString('base64url');
const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** CBOR (RFC 8949) as far as WebAuthn needs it: integers, bytes, text and maps. */
export function cbor(value: number | string | Buffer | readonly Buffer[] | Map<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  return Buffer.concat([
    head(5, (value as Map<number | string, unknown>).size),
    ...[...(value as Map<number | string, unknown>)].flatMap(([key, one]) => [cbor(key), cbor(one as Buffer)]),
  ]);
}
function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  return count < 256 ? Buffer.from([(major << 5) | 24, count]) : Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}

/** A certificate of nobody, valid for a century, that names a revocation list, and its key: made with openssl for these tests alone. */
const CERTIFICATE = Buffer.from(
  'MIICEDCCAbWgAwIBAgIUWW7N7frxlZ7I1YGn/bdyA5s79y8wCgYIKoZIzj0EAwIwVzELMAkGA1UEBhMCVVMxETAPBgNVBAoMCEF0dGFja2VyMS' +
    'IwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMREwDwYDVQQDDAhBdHRhY2tlcjAgFw0yNjExMjIxMzAyMDJaGA8yMTI2MTAyOTEz' +
    'MDIwMlowVzELMAkGA1UEBhMCVVMxETAPBgNVBAoMCEF0dGFja2VyMSIwIAYDVQQLDBlBdXRoZW50aWNhdG9yIEF0dGVzdGF0aW9uMREwDwYDVQ' +
    'QDDAhBdHRhY2tlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHuZztFuXSLesJrC4Rq8Wzohzd+ijt4s4nDjx8y3t07RdQ5QoRSuzoliv2Mi' +
    '5L7pY7sgW/uOZu4tH1x/U7YVfT+jXTBbMAwGA1UdEwEB/wQCMAAwLAYDVR0fBCUwIzAhoB+gHYYbaHR0cDovLzEyNy4wLjAuMTo5L2xpc3QuY3' +
    'JsMB0GA1UdDgQWBBRzfAgo8r888QJMgC3H6rV/vgl4+TAKBggqhkjOPQQDAgNJADBGAiEAjh55+8cngyZ3u6UpWbgzCzD26dRWjvP7x65gT6TA' +
    'CeICIQCLWGn1O6nQww/L6YcXySZLB+Vdasia/9HYgGIRKptf+Q==',
  'base64',
);
const CERTIFICATE_KEY = Buffer.from(
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggMqmec8XvMxFhwxfB5gYAd4AfUSs7O3+0825wL/WudahRANCAAR7mc7Rbl0i3r' +
    'CawuEavFs6Ic3foo7eLOJw48fMt7dO0XUOUKEUrs6JYr9jIuS+6WO7IFv7jmbuLR9cf1O2FX0/',
  'base64',
);
function statementOf(signed: Buffer): Map<string, unknown> {
  const key = createPrivateKey({ key: CERTIFICATE_KEY, format: 'der', type: 'pkcs8' });
  return new Map<string, unknown>([
    ['alg', -7],
    ['sig', sign('sha256', signed, key)],
    ['x5c', [CERTIFICATE]],
  ]);
}

/**
 * A device that holds passkeys, made of node:crypto alone, so that what the server believes was not written by the library it asks.
 *
 * @param counts does it count its uses, as security keys do? Password managers say 0 for ever.
 */
export function authenticator({ counts = false, synced = false }: { readonly counts?: boolean; readonly synced?: boolean } = {}) {
  const held: Held[] = [];

  const authData = (rpId: string, { uv, attested }: { readonly uv: boolean; readonly attested: boolean }, count: number, rest: Buffer) => {
    const flags = 0x01 | (uv ? 0x04 : 0) | (synced ? 0x18 : 0) | (attested ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, rest]);
  };
  const clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  /** navigator.credentials.create. */
  // biome-ignore lint/suspicious/noExplicitAny: options as the server sent them
  function create(options: any, wrong: Wrong = {}) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(32);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const cose = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
    const rpId = wrong.rpId ?? options.rp.id;
    const count = counts ? 1 : 0;
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, cbor(cose)]);
    const data = authData(rpId, { uv: wrong.userVerified ?? true, attested: true }, count, attested);
    held.push({ id: base64(id), key: privateKey, userHandle: options.user.id, rpId: options.rp.id, count });
    const client = clientData(wrong.type ?? 'webauthn.create', wrong.challenge ?? options.challenge, wrong.origin ?? ORIGIN);
    return {
      id: base64(id),
      clientDataJSON: base64(client),
      attestationObject: base64(
        cbor(
          new Map<string, unknown>([
            ['fmt', wrong.attestation ?? 'none'],
            ['attStmt', wrong.attestation ? statementOf(Buffer.concat([data, sha256(client)])) : new Map()],
            ['authData', data],
          ]),
        ),
      ),
      transports: ['internal', 'something-new'],
    };
  }

  /** navigator.credentials.get, with the passkey made last unless told otherwise. */
  // biome-ignore lint/suspicious/noExplicitAny: options as the server sent them
  function get(options: any, wrong: Wrong = {}) {
    const one = held.find(({ id }) => id === wrong.credentialId) ?? held.at(-1);
    if (!one) throw new Error('This device holds no passkey.');
    if (counts) one.count += 1;
    const rpId = wrong.rpId ?? options.rpId;
    const data = authData(rpId, { uv: wrong.userVerified ?? true, attested: false }, wrong.signCount ?? one.count, Buffer.alloc(0));
    const client = clientData(wrong.type ?? 'webauthn.get', wrong.challenge ?? options.challenge, wrong.origin ?? ORIGIN);
    const handle = wrong.userHandle === undefined ? one.userHandle : wrong.userHandle;
    return {
      id: wrong.credentialId ?? one.id,
      clientDataJSON: base64(client),
      authenticatorData: base64(data),
      signature: base64(
        sign('sha256', Buffer.concat([data, sha256(client)]), createPrivateKey(one.key.export({ format: 'pem', type: 'pkcs8' }))),
      ),
      ...(handle === null ? {} : { userHandle: handle }),
    };
  }

  return { held, create, get };
}
export type Authenticator = ReturnType<typeof authenticator>;

/** Registers a passkey of this device in a browser that is in the account. */
export async function register(browser: Browser, accountId: number, device: Authenticator, more: object = {}) {
  const begun = await browser.call('POST', '/session/passkeys/start', { accountId, ...more });
  if (begun.status !== 200) return begun;
  return browser.call('POST', '/session/passkeys', { credential: device.create(begun.body.options) });
}

/** Signs in with a passkey of this device. */
export async function signInWith(browser: Browser, device: Authenticator, wrong: Wrong = {}, accountId?: number) {
  const asked = await browser.call('POST', '/sign-in/passkey/start', accountId === undefined ? {} : { accountId });
  if (asked.status !== 200) return asked;
  return browser.call('POST', '/sign-in/passkey', { credential: device.get(asked.body.options, wrong) });
}
