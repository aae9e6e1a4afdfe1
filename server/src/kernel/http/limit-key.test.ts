import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';
import { limitKeyOf } from './limit-key.ts';
import { trustOf } from './proxies.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer({ trusts: trustOf(['127.0.0.0/8']) });
});
afterAll(() => server.close());

const left = async (remoteAddress: string, headers: Record<string, string> = {}): Promise<number> => {
  const answer = await server.get('/notes', undefined, { remoteAddress, headers });
  return Number(/r=(\d+)/.exec(String(answer.headers.ratelimit))?.[1]);
};

describe('one limit', () => {
  it.each([
    ['two addresses of one network', '2001:db8:1:2::9', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['one address written in two ways', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['IPv4 on an IPv6 line', '203.0.113.9', '::ffff:203.0.113.9'],
    ['IPv4 on an IPv6 line, in hexadecimal', '203.0.113.9', '::ffff:cb00:7109'],
    ['IPv4 behind a translator', '203.0.113.9', '64:ff9b::203.0.113.9'],
    ['with a zone and without', 'fe80::1%eth0', 'fe80::2'],
  ])('for %s', (_what, one, other) => {
    expect(limitKeyOf(one)).toBe(limitKeyOf(other));
  });
  it('over real requests: a network spends together, however it comes', async () => {
    const first = await left('2001:db8:7::1');
    expect(await left('2001:db8:7:0:1:2:3:4')).toBe(first - 1);
    expect(await left('127.0.0.1', { 'x-forwarded-for': '2001:db8:7::abcd' })).toBe(first - 2);
    expect(await left('2001:db8:7:1::1')).toBe(first);
  });
});

describe('limits of their own', () => {
  it.each([
    ['two networks', '2001:db8:1:2::9', '2001:db8:1:3::9'],
    ['two IPv4 addresses', '203.0.113.9', '203.0.113.10'],
    ['two mapped IPv4 addresses', '::ffff:203.0.113.9', '::ffff:203.0.113.10'],
    ['two behind a translator', '64:ff9b::203.0.113.9', '64:ff9b::203.0.113.10'],
  ])('for %s', (_what, one, other) => {
    expect(limitKeyOf(one)).not.toBe(limitKeyOf(other));
  });
  it('in one form', () => {
    expect(limitKeyOf('2001:0db8:0001:0002::9')).toBe('2001:db8:1:2::/64');
    expect(limitKeyOf('::1')).toBe('0:0:0:0::/64');
    expect(limitKeyOf('1:2:3:4:5:6:7:8')).toBe('1:2:3:4::/64');
    expect([limitKeyOf('203.0.113.9'), limitKeyOf(null), limitKeyOf('')]).toEqual(['203.0.113.9', '', '']);
  });
});
