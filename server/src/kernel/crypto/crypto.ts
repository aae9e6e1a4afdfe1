import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { nowMs } from '../clock.ts';

/** Cryptography bound to the instance secret. Keys are derived per purpose, so a seal of one kind never opens as another. */
export interface Crypto {
  /**
   * AES-256-GCM with key id. `purpose` is authenticated, and so is `boundTo`: what must not change under the sealed text. A row's
   * seal bound to its address cannot be moved to a row with another one.
   *
   * @example crypto.seal('webhook.secret', secret, `webhook:${id}`)
   */
  seal(purpose: string, text: string, boundTo?: string): string;
  /** The text, or null when it was tampered with or moved, belongs to another purpose or its key is gone. */
  open(purpose: string, sealed: string, boundTo?: string): string | null;
  /** Which key sealed this: only `current` ones need nothing done when a previous secret is given up. */
  keyOf(sealed: string): 'current' | 'previous' | 'unknown';
  /** Names of the keys, the current one first; they tell nothing about the secrets. */
  readonly keyIds: readonly string[];
  /** Signs a small JSON value for a link; `expiresAt` is an instant. @example crypto.sign('file', { id: 7 }, in10Minutes) */
  sign(purpose: string, value: unknown, expiresAt: string): string;
  /** The signed value, or null when forged, expired or of another purpose. */
  verify<T = unknown>(purpose: string, token: string): T | null;
  /** Keyed hash of a low-entropy value (a six-digit code, an address): useless without the instance secret. */
  mac(purpose: string, text: string): string;
  /** True when `text` has this `mac` under the current or a previous key. */
  macMatches(purpose: string, text: string, mac: string): boolean;
}

interface Key {
  readonly id: string;
  readonly secret: string;
}

/**
 * @param secrets current secret first, previous ones after it.
 * @example const crypto = createCrypto(loadSecrets(config));
 */
export function createCrypto(secrets: readonly string[]): Crypto {
  const keys: Key[] = secrets.map((secret) => ({ id: keyIdOf(secret), secret }));
  const current = keys[0];
  if (!current) throw new Error('createCrypto needs at least one secret.');
  const derived = new Map<string, Buffer>();
  const keyFor = (key: Key, use: string, purpose: string): Buffer => {
    const name = `${key.id}/${use}/${purpose}`;
    let bytes = derived.get(name);
    if (!bytes) {
      bytes = Buffer.from(hkdfSync('sha256', key.secret, 'portico', `${use}:${purpose}`, 32));
      derived.set(name, bytes);
    }
    return bytes;
  };
  const hmac = (key: Key, use: string, purpose: string, text: string): string =>
    createHmac('sha256', keyFor(key, use, purpose))
      .update(text)
      .digest('base64url');

  // No purpose holds a NUL, so no pair of purpose and binding reads like another pair.
  const authenticated = (purpose: string, boundTo: string | undefined): Buffer =>
    Buffer.from(boundTo === undefined ? purpose : `${purpose}\0${boundTo}`);

  return {
    keyIds: keys.map(({ id }) => id),
    keyOf(sealed) {
      const [format, keyId] = sealed.split('.');
      if (format !== 's1' || !keys.some(({ id }) => id === keyId)) return 'unknown';
      return keyId === current.id ? 'current' : 'previous';
    },
    seal(purpose, text, boundTo) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(current, 'seal', purpose), iv).setAAD(authenticated(purpose, boundTo));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `s1.${current.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(purpose, sealed, boundTo) {
      const [format, keyId, data, more] = sealed.split('.');
      const key = keys.find((candidate) => candidate.id === keyId);
      if (format !== 's1' || !key || !data || more !== undefined) return null;
      const bytes = Buffer.from(data, 'base64url');
      if (bytes.length < 28) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', keyFor(key, 'seal', purpose), bytes.subarray(0, 12), { authTagLength: 16 })
          .setAAD(authenticated(purpose, boundTo))
          .setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
    sign(purpose, value, expiresAt) {
      const body = Buffer.from(JSON.stringify([Date.parse(expiresAt), value])).toString('base64url');
      return `${body}.${hmac(current, 'sign', purpose, body)}`;
    },
    verify<T>(purpose: string, token: string): T | null {
      const [body, signature, more] = token.split('.');
      if (!body || !signature || more !== undefined) return null;
      if (!keys.some((key) => sameText(hmac(key, 'sign', purpose, body), signature))) return null;
      const [expires, value] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [number, T];
      return expires > nowMs() ? value : null;
    },
    mac: (purpose, text) => hmac(current, 'mac', purpose, text),
    macMatches: (purpose, text, mac) => keys.some((key) => sameText(hmac(key, 'mac', purpose, text), mac)),
  };
}

/** Names a secret without telling it. */
export const keyIdOf = (secret: string): string => createHash('sha256').update(`key-id:${secret}`).digest('hex').slice(0, 8);

/** Compares without telling by its duration where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest();
  const right = createHash('sha256').update(b).digest();
  return timingSafeEqual(left, right);
}

/** URL-safe random text; 32 bytes (43 characters) for sessions and keys. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** Fast hash for long random credentials (API keys, session tokens). Never for passwords: those are slow-hashed by `access`. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A code of digits for typing, evenly distributed, leading zeros kept. */
export const randomDigits = (length = 6): string => Array.from({ length }, () => randomInt(10)).join('');
