import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from './origin-guard.ts';
import { addClientAddress, clientAddress, readProxies, trustOf, trustsNobody } from './proxies.ts';

const trusts = (text: string) => {
  const read = readProxies(text);
  if ('wrong' in read) throw new Error(read.wrong);
  return trustOf(read.list);
};
const from = (peer: string, forwarded: string | undefined, list: string) =>
  clientAddress({ peer, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }, trusts(list));

describe('believes', () => {
  it.each([
    ['a proxy on this machine', '127.0.0.1', '203.0.113.9', 'loopback', '203.0.113.9'],
    ['over IPv6', '::1', '2001:db8::9', 'loopback', '2001:db8::9'],
    ['on a line that maps IPv4 into IPv6', '::ffff:127.0.0.1', '203.0.113.9', 'loopback', '203.0.113.9'],
    ['a network of proxies, one behind the other', '10.1.2.3', '203.0.113.9, 10.1.9.9', '10.1.0.0/16', '203.0.113.9'],
    ['a proxy that adds the port', '10.0.0.7', '203.0.113.9:51234', '10.0.0.7', '203.0.113.9'],
    ['and brackets', '10.0.0.7', '[2001:db8::9]:443', '10.0.0.7', '2001:db8::9'],
  ])('%s', (_what, peer, forwarded, list, address) => {
    expect(from(peer, forwarded, list)).toBe(address);
  });
  it('one that forwards nothing: then the request is its own', () => {
    expect(from('127.0.0.1', undefined, 'loopback')).toBe('127.0.0.1');
  });
});

describe('does not believe', () => {
  it('anybody, as long as nobody is named', () => {
    expect(clientAddress({ peer: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.9' } }, trustsNobody)).toBe('127.0.0.1');
  });
  it('who is not named', () => {
    expect(from('203.0.113.50', '127.0.0.1', 'loopback')).toBe('203.0.113.50');
    expect(from('10.2.0.1', '198.51.100.1', '10.1.0.0/16')).toBe('10.2.0.1');
  });
  it('what a visitor wrote before the proxy added his address', () => {
    expect(from('127.0.0.1', '127.0.0.1, 10.0.0.1, 203.0.113.9', 'loopback')).toBe('203.0.113.9');
    expect(from('10.0.0.7', '198.51.100.1, 203.0.113.9, 10.0.0.8', '10.0.0.0/24')).toBe('203.0.113.9');
  });
  it('words that are no address: the last one known to be true stands', () => {
    for (const junk of ['unknown', "'; DROP TABLE sessions", '999.1.1.1', '', '1.2.3.4.5', 'fe80::1%25eth0x/..']) {
      expect(from('127.0.0.1', junk, 'loopback'), junk).toBe('127.0.0.1');
      expect(from('127.0.0.1', `203.0.113.1, ${junk}`, 'loopback'), junk).toBe('127.0.0.1');
    }
  });
});

describe('the setting', () => {
  it.each(['everyone', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '1', 'true', 'proxy.example.com', '10.0.0.0/8/8'])(
    'refuses %s',
    (text) => {
      expect(readProxies(text)).toEqual({ wrong: text });
    },
  );
  it('reads a list', () => {
    expect(readProxies(' loopback, 10.0.0.7 fd00::/8')).toEqual({ list: ['127.0.0.0/8', '::1/128', '10.0.0.7', 'fd00::/8'] });
    expect(readProxies('')).toEqual({ list: [] });
  });
});

describe('over real requests', () => {
  const ask = async (list: string, remoteAddress: string, headers: Record<string, string>) => {
    const fastify = Fastify();
    addClientAddress(fastify, trusts(list));
    fastify.get('/', async (request) => request.ip);
    return (await fastify.inject({ url: '/', remoteAddress, headers })).body;
  };
  it('takes the address of a trusted proxy for limits, sessions and logs, and nobody else may choose his own', async () => {
    const spoofed = { 'x-forwarded-for': '198.51.100.1', 'x-real-ip': '198.51.100.2', forwarded: 'for=198.51.100.3' };
    expect(await ask('loopback', '127.0.0.1', spoofed)).toBe('198.51.100.1');
    expect(await ask('loopback', '203.0.113.9', spoofed)).toBe('203.0.113.9');
    expect(await ask('', '127.0.0.1', spoofed)).toBe('127.0.0.1');
  });
  it('takes host and scheme for the guard against foreign pages only from a trusted proxy', () => {
    const headers = {
      host: 'portico',
      origin: 'https://alias.example.com',
      'x-forwarded-host': 'alias.example.com',
      'x-forwarded-proto': 'https',
    };
    const facts = { headers, publicUrl: 'https://portal.example.com' };
    expect(isOwnOrigin({ ...facts, peer: '127.0.0.1', trusts: trusts('loopback') })).toBe(true);
    expect(isOwnOrigin({ ...facts, peer: '203.0.113.9', trusts: trusts('loopback') })).toBe(false);
    expect(isOwnOrigin(facts)).toBe(false);
    const plain = { ...headers, origin: 'http://alias.example.com' };
    expect(isOwnOrigin({ ...facts, headers: plain, peer: '127.0.0.1', trusts: trusts('loopback') })).toBe(false);
    const foreign = { ...headers, origin: 'https://evil.example' };
    expect(isOwnOrigin({ ...facts, headers: foreign, peer: '127.0.0.1', trusts: trusts('loopback') })).toBe(false);
  });
});
