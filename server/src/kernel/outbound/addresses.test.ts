import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseNetwork, whyUnreachable } from './addresses.ts';

const why = (text: string) => {
  const address = parseAddress(text);
  return address ? whyUnreachable(address) : 'no address';
};

describe('allows', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.215.14',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.0',
    '192.0.1.1',
    '198.20.0.1',
    '223.255.255.255',
  ])('%s', (text) => expect(why(text)).toBeNull());
  it.each(['2606:4700:4700::1111', '2a00:1450:4001:800::200e', '2003::1', '2001:4860:4860::8888', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    '%s',
    (text) => expect(why(text)).toBeNull(),
  );
});

describe('refuses', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'reserved'],
    ['10.255.0.1', 'private'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['100.100.100.200', 'private'],
    ['169.254.169.254', 'link-local'],
    ['168.63.129.16', 'link-local'],
    ['192.0.0.192', 'reserved'],
    ['192.88.99.1', 'reserved'],
    ['198.19.0.1', 'private'],
    ['203.0.113.5', 'reserved'],
    ['224.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['::1', 'loopback'],
    ['::', 'reserved'],
    ['::127.0.0.1', 'reserved'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['0:0:0:0:0:ffff:a9fe:a9fe', 'link-local'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::169.254.169.254', 'link-local'],
    ['64:ff9b:1::1', 'reserved'],
    ['2002:7f00:1::', 'reserved'],
    ['2001:0:7f00:1::', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['fd00:ec2::254', 'private'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'private'],
    ['ff02::1', 'reserved'],
    ['100::1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['fe80::1%eth0', 'no address'],
  ])('%s as %s', (text, reason) => expect(why(text)).toBe(reason));

  it('every IPv4 address of the inside in every IPv6 that leads to it', () => {
    const inside = fc.constantFrom('10', '127', '0', '169.254', '192.168');
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(inside, byte, byte, byte, (head, b, c, d) => {
        const four = [...head.split('.').map(Number), b, c, d].slice(0, 4);
        const hex = (n: number) => n.toString(16).padStart(2, '0');
        const groups = `${hex(four[0]!)}${hex(four[1]!)}:${hex(four[2]!)}${hex(four[3]!)}`;
        const plain = why(four.join('.'));
        expect(plain).not.toBeNull();
        expect([why(`::ffff:${four.join('.')}`), why(`::ffff:${groups}`), why(`64:ff9b::${groups}`)]).toEqual([plain, plain, plain]);
        expect([why(`::${groups}`), why(`2002:${groups}::1`), why(`2001:0:${groups}::`)]).not.toContain(null);
      }),
    );
  });
});

it('reads what Node’s own parser of URLs writes, whatever the address', () => {
  const word = fc.integer({ min: 0, max: 0xffff });
  fc.assert(
    fc.property(fc.array(word, { minLength: 8, maxLength: 8 }), (words) => {
      const text = words.map((one) => one.toString(16)).join(':');
      const value = words.reduce((sum, one) => (sum << 16n) | BigInt(one), 0n);
      const short = new URL(`http://[${text}]/`).hostname.slice(1, -1);
      expect([parseAddress(text)?.value, parseAddress(short)?.value]).toEqual([value, value]);
    }),
  );
});

it('reads networks, and nothing that is none', () => {
  expect(parseNetwork('10.0.0.0/8')).toMatchObject({ prefix: 8 });
  expect(parseNetwork('fd00::/8')).toMatchObject({ prefix: 8 });
  expect(parseNetwork('10.1.2.3')).toMatchObject({ prefix: 32 });
  for (const nonsense of ['10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0.0/', 'x'])
    expect(parseNetwork(nonsense)).toBeNull();
});
