import { Refusal } from '../../kernel/errors.ts';

/** Long enough to find one's key; the sign-in page asks anew before it is over. */
export const CHALLENGE_MINUTES = 10;

/** Who asks, in WebAuthn's words: browsers show a passkey to pages of this host only, and say at which origin it was used. */
export interface Party {
  readonly rpId: string;
  readonly origin: string;
}

/**
 * From the public address. Null where browsers do not work with passkeys: without https (but on this machine), and at an address
 * made of numbers. A path is no part of it: what lies beside us on the same host is told apart by the keys alone.
 *
 * @example partyOf('https://example.com/it/portico') // { rpId: 'example.com', origin: 'https://example.com' }
 */
export function partyOf(publicUrl: string): Party | null {
  const { hostname, origin, protocol } = new URL(publicUrl);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  // URL writes every address made of numbers in one of these two forms.
  const isNumbers = hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
  if (isNumbers || (protocol !== 'https:' && !isLocal)) return null;
  return { rpId: hostname, origin };
}

/** The challenge in what the browser signed; null when it is no such thing. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown };
    return typeof challenge === 'string' && challenge.length <= 200 ? challenge : null;
  } catch {
    return null;
  }
}

/** Authenticators that count must count up: of one that counts back there are two. Many count nothing, and say 0 for ever. */
export const isCopied = (stored: number, shown: number): boolean => (stored > 0 || shown > 0) && shown <= stored;

/** Why a passkey was refused, for the log; the person is told one thing for all of them. */
export type Reason =
  | 'passkey.unknown'
  | 'passkey.wrongUser'
  | 'passkey.invalid'
  | 'passkey.otherAccount'
  | 'passkey.disabled'
  | 'passkey.expired'
  | 'passkey.copied'
  | 'signIn.methodOff';

export const passkeyRefused = (): Refusal =>
  new Refusal(422, 'passkey.refused', 'This passkey does not open anything here. Choose another one, or sign in in another way.');
export const passkeyCopied = (): Refusal =>
  new Refusal(
    422,
    'passkey.copied',
    'This passkey was used elsewhere meanwhile, as a copy would be. Sign in in another way, remove it in your profile and register a new one.',
  );
export const passkeyExpired = (): Refusal => new Refusal(422, 'passkey.expired', 'That took too long, or was used already. Try again.');
export const passkeyInvalid = (): Refusal =>
  new Refusal(422, 'passkey.invalid', 'The answer of your device could not be used. Nothing was registered. Try again.');
export const passkeyExists = (): Refusal => new Refusal(409, 'passkey.exists', 'This passkey is registered already.');
export const passkeyTooMany = (): Refusal =>
  new Refusal(409, 'passkey.tooMany', 'You have ten passkeys, which is as many as there can be. Remove one first.');
export const passkeyOnlyWay = (): Refusal =>
  new Refusal(409, 'passkey.onlyWay', 'Nothing else is left to sign in with. Register another passkey first, then remove this one.');
export const passkeyOwn = (): Refusal =>
  new Refusal(403, 'passkey.own', 'Remove your own passkeys in your profile, where you are asked to confirm that it is you.');
export const unsuitableAddress = (): Refusal =>
  new Refusal(
    409,
    'passkey.unsuitableAddress',
    'Browsers keep passkeys only for an address with a name that is reached over https. Ask the operator to set PUBLIC_URL to one.',
  );
export const methodOff = (): Refusal =>
  new Refusal(403, 'signIn.methodOff', 'People with this kind of address do not sign in this way. Choose one of the other ways.');
