import { afterEach, describe, expect, it } from 'vitest';
import { nowMs, shiftClock } from '../clock.ts';
import { createCrypto, hashToken, randomDigits, randomToken, sameText } from './crypto.ts';

const OLD = 'an old secret of at least thirty-two characters';
const NEW = 'a new secret of at least thirty-two characters';
const crypto = createCrypto([OLD]);
const rotated = createCrypto([NEW, OLD]);
const inAMinute = () => new Date(nowMs() + 60_000).toISOString();
let undo = () => {};
afterEach(() => undo());

describe('allows', () => {
  it('what was sealed to be opened, also after the key was rotated', () => {
    const sealed = crypto.seal('mail', 'pässword');
    expect([crypto.open('mail', sealed), rotated.open('mail', sealed)]).toEqual(['pässword', 'pässword']);
    expect(crypto.seal('mail', 'pässword')).not.toBe(sealed);
  });

  it('a signed value until it expires, also after rotation', () => {
    const token = crypto.sign('file', { id: 7 }, inAMinute());
    expect([crypto.verify('file', token), rotated.verify('file', token)]).toEqual([{ id: 7 }, { id: 7 }]);
    undo = shiftClock(61_000);
    expect(crypto.verify('file', token)).toBeNull();
  });

  it('to tell which key sealed what', () => {
    const sealed = crypto.seal('mail', 'x');
    expect([crypto.keyOf(sealed), rotated.keyOf(sealed), createCrypto([NEW]).keyOf(sealed), rotated.keyOf('x')]).toEqual([
      'current',
      'previous',
      'unknown',
      'unknown',
    ]);
    expect(rotated.keyIds).toEqual([createCrypto([NEW]).keyIds[0], crypto.keyIds[0]]);
    expect(rotated.keyIds.join()).not.toContain(NEW.slice(0, 6));
  });

  it('a keyed hash to be compared under both keys', () => {
    const mac = crypto.mac('code', '123456');
    expect([crypto.macMatches('code', '123456', mac), rotated.macMatches('code', '123456', mac)]).toEqual([true, true]);
    expect(crypto.macMatches('code', '123457', mac)).toBe(false);
  });
});

describe('refuses', () => {
  it('another purpose, a changed byte, another instance, and nonsense', () => {
    const sealed = crypto.seal('mail', 'text');
    const token = crypto.sign('file', 7, inAMinute());
    const stranger = createCrypto([NEW]);
    const flip = (text: string) => `${text.slice(0, -2)}${text.at(-2) === 'A' ? 'B' : 'A'}${text.at(-1)}`;
    expect([crypto.open('other', sealed), crypto.open('mail', flip(sealed)), stranger.open('mail', sealed)]).toEqual([null, null, null]);
    expect([crypto.verify('other', token), crypto.verify('file', flip(token)), stranger.verify('file', token)]).toEqual([null, null, null]);
    const bound = crypto.seal('mail', 'text', 'ann@example.test');
    expect(crypto.open('mail', bound, 'ann@example.test')).toBe('text');
    for (const elsewhere of ['bob@example.test', '', undefined]) expect(crypto.open('mail', bound, elsewhere)).toBeNull();
    expect(crypto.open('mail', sealed, 'ann@example.test')).toBeNull();
    for (const nonsense of ['', '.', 's1..', 's1.00000000.AAAA', 'a.b.c', '💥']) {
      expect([crypto.open('mail', nonsense), crypto.verify('file', nonsense)]).toEqual([null, null]);
    }
  });
});

it('makes tokens, hashes and codes of the right shape', () => {
  expect(randomToken()).toMatch(/^[\w-]{43}$/);
  expect(hashToken('a')).toMatch(/^[0-9a-f]{64}$/);
  expect(Array.from({ length: 200 }, () => randomDigits()).every((code) => /^\d{6}$/.test(code))).toBe(true);
  expect([sameText('a', 'a'), sameText('a', 'b'), sameText('a', 'aa')]).toEqual([true, false, false]);
});
