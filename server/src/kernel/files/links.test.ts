import { describe, expect, it } from 'vitest';
import { createCrypto } from '../crypto/crypto.ts';
import { FileLinks, linkExpiry, MAX_LINK_SECONDS } from './links.ts';

const links = new FileLinks(createCrypto(['a secret of at least thirty-two characters']));
const now = 1_800_000_000;
const target = { fileId: 7, variant: 'original' };
const queryOf = (path: string) => Object.fromEntries(new URL(path, 'http://x').searchParams);

describe('allows', () => {
  it('a fresh link and says whom it serves', () => {
    const path = links.path(target, 'Übersicht 1.pdf', { mode: 'page', accountId: 3 }, now + 3600);
    expect(path).toMatch(/^\/files\/7\/original\/%C3%9Cbersicht%201\.pdf\?e=[0-9a-z]+&a=p3&s=[\w-]{43}$/);
    expect(links.check(target, queryOf(path), now)).toEqual({
      state: 'valid',
      binding: { mode: 'page', accountId: 3 },
      expires: now + 3600,
    });
    const mail = links.path(target, 'x', { mode: 'bearer', accountId: null }, now + 60);
    expect(links.check(target, queryOf(mail), now)).toMatchObject({ state: 'valid', binding: { mode: 'bearer', accountId: null } });
  });

  it('the same address for a while, so that browsers can cache', () => {
    expect(linkExpiry(now + 1)).toBe(linkExpiry(now + 899));
    expect(linkExpiry(now)).toBeGreaterThanOrEqual(now + 3600);
    expect(linkExpiry(now)).toBeLessThanOrEqual(now + 3600 * 1.25);
  });
});

describe('refuses', () => {
  it('expired links', () => {
    const query = queryOf(links.path(target, 'x', { mode: 'page', accountId: 3 }, now));
    expect(links.check(target, query, now - 1)).toMatchObject({ state: 'valid' });
    expect(links.check(target, query, now)).toMatchObject({ state: 'expired' });
  });

  it('anything changed: file, variant, account, expiry, signature, another secret, missing or repeated parts', () => {
    const query = queryOf(links.path(target, 'x', { mode: 'page', accountId: 3 }, now + 60));
    const forged = { state: 'forged' };
    expect(links.check({ ...target, fileId: 8 }, query, now)).toEqual(forged);
    expect(links.check({ ...target, variant: 'inline' }, query, now)).toEqual(forged);
    expect(links.check(target, { ...query, a: 'p4' }, now)).toEqual(forged);
    expect(links.check(target, { ...query, a: 'b3' }, now)).toEqual(forged);
    expect(links.check(target, { ...query, e: 'zzzzzzz' }, now)).toEqual(forged);
    expect(links.check(target, { ...query, s: `${query.s?.slice(1)}_` }, now)).toEqual(forged);
    expect(links.check(target, { ...query, s: '' }, now)).toEqual(forged);
    expect(links.check(target, { ...query, s: ['a', 'b'] }, now)).toEqual(forged);
    expect(links.check(target, {}, now)).toEqual(forged);
    expect(new FileLinks(createCrypto(['another secret of thirty-two characters'])).check(target, query, now)).toEqual(forged);
  });

  it('more than a month', () => {
    expect(linkExpiry(now, 365 * 24 * 3600)).toBe(now + MAX_LINK_SECONDS);
  });
});
