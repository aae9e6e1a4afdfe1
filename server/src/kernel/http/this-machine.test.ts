import { describe, expect, it } from 'vitest';
import { isOwnOrigin, refuseForeignOrigin } from './origin-guard.ts';
import { isFromThisMachine, isLoopbackHost } from './this-machine.ts';

const OURS = ['localhost', 'localhost:3000', 'LOCALHOST:3000', 'demo.localhost:3000', '127.0.0.1:3000', '127.8.9.1', '[::1]:3000', '[::1]'];
const STRANGE = [
  'evil.example:3000',
  'localhost.evil.example',
  '127.0.0.1.evil.example:3000',
  'evillocalhost',
  '10.0.0.7:3000',
  '0.0.0.0:3000',
  '[::2]:3000',
  'localhost@evil.example',
  'evil.example#localhost',
  'evil.example/localhost',
  'localhost:99999',
  '',
  undefined,
];

describe('this machine', () => {
  it.each(OURS)('is asked for as %s', (host) => {
    expect(isFromThisMachine({ headers: { host }, peer: '127.0.0.1' })).toBe(true);
    expect(isFromThisMachine({ headers: { host }, peer: '::1' })).toBe(true);
    expect(isFromThisMachine({ headers: { host }, peer: '::ffff:127.0.0.1' })).toBe(true);
  });
  it.each(STRANGE)('is not asked for as %s, though the line comes from here', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
    expect(isFromThisMachine({ headers: { ...(host === undefined ? {} : { host }) }, peer: '127.0.0.1' })).toBe(false);
  });
  it('is not who comes from elsewhere, or for whom a proxy here asks', () => {
    const headers = { host: 'localhost:3000' };
    for (const peer of ['192.0.2.7', '::ffff:192.0.2.7', '127.0.0.1.example', '', undefined])
      expect(isFromThisMachine({ headers, peer }), peer).toBe(false);
    for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'])
      expect(isFromThisMachine({ headers: { ...headers, [name]: '127.0.0.1' }, peer: '127.0.0.1' }), name).toBe(false);
  });
});

describe('a Portico for this machine', () => {
  const publicUrl = 'http://localhost:3000';
  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'demo.localhost:3000', '127.0.0.1:5173'])(
    'takes writes of pages opened as %s',
    (host) => {
      expect(isOwnOrigin({ headers: { host, origin: `http://${host}` }, publicUrl })).toBe(true);
      refuseForeignOrigin({ headers: { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, publicUrl });
    },
  );
  it.each(['evil.example:3000', '10.0.0.7:3000'])('refuses those opened as %s, and says what to do', (host) => {
    const headers = { host, origin: `http://${host}` };
    expect(isOwnOrigin({ headers, publicUrl })).toBe(false);
    for (const more of [{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])
      expect(() => refuseForeignOrigin({ headers: { ...headers, ...more }, publicUrl })).toThrow(
        `open ${publicUrl} instead; if that is not the right address, an administrator sets PUBLIC_URL=http://${host}`,
      );
  });
  it('refuses a stranger who calls himself a proxy', () => {
    const headers = { host: 'evil.example:3000', origin: 'http://evil.example:3000', 'x-forwarded-host': 'evil.example:3000' };
    expect(isOwnOrigin({ headers, publicUrl, peer: '127.0.0.1', trusts: () => true })).toBe(false);
  });
  it('takes writes through a proxy here that keeps the Host to itself, or puts its own in, when the browser says whose page it is', () => {
    const site = { 'sec-fetch-site': 'same-origin' };
    refuseForeignOrigin({ headers: { ...site, host: 'portico', origin: publicUrl }, publicUrl });
    refuseForeignOrigin({ headers: { ...site, host: 'localhost:3000', origin: 'https://tunnel.example' }, publicUrl });
  });
});

describe('a Portico with an address of its own', () => {
  it('takes writes under every name it is opened by', () => {
    const headers = { host: 'alias.example.com', origin: 'https://alias.example.com' };
    expect(isOwnOrigin({ headers, publicUrl: 'https://portal.example.com' })).toBe(true);
  });
});
