import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/config.ts';
import type { OutsideError } from './outside-error.ts';
import { readTarget, resolveTarget } from './target.ts';

const allowOf = (text: string) => {
  const { config, problems } = readConfig({ OUTBOUND_ALLOW: text });
  if (!config) throw new Error(problems.join());
  return config.outboundAllow;
};
const reasonOf = async (url: string, options: { allow?: string; addresses?: readonly string[]; httpsOnly?: boolean } = {}) => {
  try {
    const target = readTarget(url, allowOf(options.allow ?? ''), options.httpsOnly ?? false);
    await resolveTarget(target, async () => options.addresses ?? ['93.184.215.14']);
    return null;
  } catch (error) {
    return (error as OutsideError).reason;
  }
};

describe('allows', () => {
  it.each([
    'https://example.com/a?b=c',
    'http://example.com',
    'https://example.com:8443',
    'https://93.184.215.14/',
    'https://[2606:4700:4700::1111]/',
    'https://bücher.example/',
    'https://example.com./',
  ])('%s', async (url) => expect(await reasonOf(url)).toBeNull());

  it.each([
    ['http://idp.intra/', 'idp.intra', ['10.1.2.3']],
    ['http://idp.intra./', 'IDP.intra', ['10.1.2.3']],
    ['https://idp.intra:9443/', 'idp.intra:9443', ['10.1.2.3']],
    ['https://a.b.corp.example/', '*.corp.example', ['192.168.7.7', 'fd00::7']],
    ['https://bücher.internal/', 'xn--bcher-kva.internal', ['10.1.2.3']],
    ['http://10.1.2.3/', '10.1.0.0/16', []],
    ['http://host.lan/', '10.1.0.0/16', ['10.1.2.3']],
    ['http://[::ffff:10.1.2.3]/', '10.1.0.0/16', []],
    ['http://127.0.0.1:9000/', '127.0.0.1:9000', []],
    ['http://name.example:9000/', '10.1.0.0/16:9000', ['10.1.2.3']],
    ['http://[fd00::5]:9000/', '[fd00::5]:9000', []],
    ['http://localhost/', 'localhost', ['127.0.0.1', '::1']],
    ['http://169.254.169.254/', '169.254.169.254', []],
  ])('%s when OUTBOUND_ALLOW is %s', async (url, allow, addresses) => {
    expect(await reasonOf(url, { allow, addresses })).toBeNull();
  });
});

describe('refuses', () => {
  it.each([
    ['ftp://example.com/', 'scheme'],
    ['file:///etc/passwd', 'url'],
    ['gopher://127.0.0.1:6379/_x', 'scheme'],
    ['javascript:alert(1)', 'url'],
    ['data:text/plain,x', 'url'],
    ['//example.com', 'url'],
    ['', 'url'],
    ['https://', 'url'],
    [`http://a${'.'.repeat(200_000)}b/`, 'url'],
    [`http://${'a.'.repeat(130)}b/`, 'url'],
    ['https://user@example.com/', 'credentials'],
    ['https://user:password@example.com/', 'credentials'],
    ['https://:password@example.com/', 'credentials'],
    ['https://example.com@127.0.0.1/', 'credentials'],
    ['http://example.com:22/', 'port'],
    ['http://example.com:6379/', 'port'],
    ['http://example.com:25/', 'port'],
  ])('%.60j: %s', async (url, reason) => expect(await reasonOf(url)).toBe(reason));

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://0177.0.0.1/',
    'http://0x7f.0.0.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://017700000001/',
    'http://0/',
    'http://0.0.0.0/',
    'http://１２７.０.０.１/',
    'http://127。0。0。1/',
    'http://①②⑦.⓪.⓪.①/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[fd00:ec2::254]/',
    'http://%31%32%37.0.0.1/',
  ])('%s in every spelling', async (url) => expect(await reasonOf(url)).toBe('address'));

  it.each([
    'http://localhost/',
    'http://LOCALHOST./',
    'http://localhost../',
    'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/',
    'http://a.localhost/',
    'http://metadata.google.internal/',
    'http://printer.local/',
  ])('%s without asking a resolver', async (url) => expect(await reasonOf(url, { addresses: ['93.184.215.14'] })).toBe('name'));

  it('a name that leads inside, also when only one of its addresses does', async () => {
    for (const inside of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fe80::1', 'fe80::1%1', 'nonsense']) {
      expect(await reasonOf('http://example.com/', { addresses: [inside] })).toBe('address');
      expect(await reasonOf('http://example.com/', { addresses: ['93.184.215.14', inside] })).toBe('address');
    }
  });

  it('a name without any address', async () => expect(await reasonOf('http://example.com/', { addresses: [] })).toBe('network'));

  it('http where only https will do', async () => {
    expect(await reasonOf('http://example.com/', { httpsOnly: true })).toBe('scheme');
    expect(await reasonOf('https://example.com/', { httpsOnly: true })).toBeNull();
  });

  it.each([
    ['http://other.intra/', 'idp.intra', ['10.1.2.3'], 'address'],
    ['http://evil-idp.intra/', '*.idp.intra', ['10.1.2.3'], 'address'],
    ['http://corp.example/', '*.corp.example', ['10.1.2.3'], 'address'],
    ['http://idp.intra/', 'idp.intra:9443', ['10.1.2.3'], 'address'],
    ['http://idp.intra:6379/', 'idp.intra', ['10.1.2.3'], 'port'],
    ['http://idp.intra:6379/', 'idp.intra,10.9.0.0/16', ['10.1.2.3'], 'address'],
    // A name that an operator trusts is trusted to lie inside, not to lead to the metadata of the cloud.
    ['http://idp.intra/', 'idp.intra', ['169.254.169.254'], 'address'],
    ['http://10.2.0.1/', '10.1.0.0/16', [], 'address'],
    ['http://10.1.0.1:9000/', '10.1.0.0/16', [], 'address'],
    ['http://host.lan/', '10.1.0.0/16', ['10.2.0.1'], 'address'],
  ])('%s although OUTBOUND_ALLOW is %s', async (url, allow, addresses, reason) => {
    expect(await reasonOf(url, { allow, addresses })).toBe(reason);
  });
});

describe('OUTBOUND_ALLOW', () => {
  it('is explained when it cannot be read', () => {
    for (const wrong of [
      'http://idp.intra',
      'idp.intra:99999',
      '10.0.0.0/64',
      'a b',
      '*',
      '*.',
      'idp..intra',
      '[fd00::5',
      'idp.intra:x',
      '256.1.1.1',
    ]) {
      expect(readConfig({ OUTBOUND_ALLOW: wrong }).problems, wrong).toEqual([
        expect.stringContaining('OUTBOUND_ALLOW must list hosts or networks'),
      ]);
    }
  });
});
