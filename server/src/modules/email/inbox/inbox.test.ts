import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type World, world } from '../../../../test/world.ts';
import { readConfig } from '../../../kernel/config/config.ts';
import { isInboxOpen } from './inbox.rules.ts';

let demo: World;
beforeAll(async () => {
  demo = await world({ env: { PORTICO_DEMO: '1' } });
  await demo.contact({ email: 'mira@example.test' });
  const asked = await demo.anyone.call('POST', '/sign-in/start', { email: 'mira@example.test' });
  expect(asked.status).toBeLessThan(300);
  await demo.drain();
});
afterAll(() => demo.close());

const open = (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
  demo.app.inject({ url, headers, remoteAddress });
const firstId = async (): Promise<number> => (await demo.anyone.call('GET', '/inbox')).body.items[0].id;

describe('the local inbox', () => {
  it('lists and shows mail through the API', async () => {
    const list = await demo.anyone.call('GET', '/inbox?to=mira@&count=true');
    expect(list.body).toMatchObject({ total: 1, items: [{ to: 'mira@example.test', subject: expect.any(String) }] });
    const one = await demo.anyone.call('GET', `/inbox/${list.body.items[0].id}`);
    expect(one.body.text).toContain('/sign-in/link#');
    expect((await demo.anyone.call('GET', '/inbox/999999')).status).toBe(404);
    expect((await demo.anyone.call('GET', '/inbox?to=nobody')).body.items).toEqual([]);
  });

  it('is a page without scripts inside, in the language of the browser', async () => {
    const page = await open('/inbox', { 'accept-language': 'de-CH,de;q=0.9' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Lokaler Posteingang');
    expect(page.body).toContain('mira@example.test');
    expect(page.body).not.toMatch(/<style|style=|<script(?! src)/);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    for (const asset of ['inbox.css', 'inbox.js']) expect((await open(`/inbox/assets/${asset}`)).statusCode).toBe(200);
  });

  it('shows a mail in a frame of its own that may run nothing, with links that leave it', async () => {
    const id = await firstId();
    const page = await open(`/inbox/${id}`);
    expect(page.body).toContain(`src="/inbox/${id}/body"`);
    const body = await open(`/inbox/${id}/body`);
    expect(body.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'self'.*sandbox(?!.*allow-scripts)/);
    expect(body.headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(body.body).toContain('<base target="_top">');
    expect(body.body).toMatch(/href="http:\/\/localhost[^"]+\/sign-in\/link#/);
    expect((await open(`/inbox/${id}?as=text`)).body).toMatch(/<pre[^>]*>[\s\S]*<a href="http:\/\/localhost[^"]*\/sign-in\/link#/);
  });

  it('escapes what is in a mail', async () => {
    await demo.db.execute(sql`insert into inbox_messages (message_id, from_address, to_address, subject, html, body_text, received_at)
      values ('<x@y>', '<b>from</b>', 'a"><script>alert(1)</script>@x.test', '<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '<script>alert(1)</script> javascript:alert(1)', now())`);
    const id = await firstId();
    for (const url of ['/inbox', `/inbox/${id}`, `/inbox/${id}?as=text`, '/inbox/items', '/inbox?to=%22%3E%3Cscript%3E']) {
      expect((await open(url)).body, url).not.toMatch(/<script>|<img|<b>/);
    }
  });

  it('refuses damaged addresses softly', async () => {
    for (const url of ['/inbox/0', '/inbox/x', '/inbox/99999999999', '/inbox/../x']) expect((await open(url)).statusCode, url).toBe(404);
    expect((await open('/inbox?cursor=broken')).statusCode).toBe(400);
    expect((await open('/inbox?to=a&to=b')).statusCode).toBe(200);
  });
});

describe('refuses', () => {
  it('everybody outside this machine, pages of strangers that lead here, and what a proxy forwards', async () => {
    for (const url of [
      '/inbox',
      '/inbox/1',
      '/inbox/1/body',
      '/inbox/items',
      '/inbox/assets/inbox.js',
      '/api/v1/inbox',
      '/api/v1/inbox/1',
    ]) {
      expect((await open(url, {}, '192.0.2.7')).statusCode, url).toBe(404);
      // A name whose owner points it at 127.0.0.1: this machine's own browser asks.
      expect((await open(url, { host: 'evil.example:3000' })).statusCode, url).toBe(404);
      expect((await open(url, { host: 'localhost:3000', 'x-forwarded-for': '203.0.113.9' })).statusCode, url).toBe(404);
    }
  });

  it('to let a stranger whose name leads here sign in as the administrator', async () => {
    const page = { host: 'evil.example:3000', origin: 'http://evil.example:3000', 'content-type': 'application/json' };
    for (const headers of [page, { ...page, 'sec-fetch-site': 'same-origin' }]) {
      const answer = await demo.app.inject({
        method: 'POST',
        url: '/api/v1/sign-in/start',
        headers,
        payload: '{"email":"mira@example.test"}',
      });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'origin.refused']);
    }
    for (const host of ['127.0.0.1:3000', '[::1]:3000']) {
      const opened = { ...page, host, origin: `http://${host}` };
      const answer = await demo.app.inject({
        method: 'POST',
        url: '/api/v1/sign-in/start',
        headers: opened,
        payload: '{"email":"no@example.test"}',
      });
      expect([answer.statusCode, (await open('/inbox', { host })).statusCode], host).toEqual([200, 200]);
    }
  });

  it('to exist in a real workspace', () => {
    const real = readConfig({ PORTICO_DEMO: '0' }).config;
    const shown = readConfig({ PORTICO_DEMO: '1' }).config;
    if (!real || !shown) throw new Error('The settings of this test are wrong.');
    const here = { isFromThisMachine: true };
    expect(isInboxOpen(real, here)).toBe(false);
    expect(isInboxOpen(shown, here)).toBe(true);
    expect(isInboxOpen(shown, { isFromThisMachine: false })).toBe(false);
    expect(isInboxOpen({ ...shown, publicUrl: 'https://portal.example.com' }, here)).toBe(false);
    expect(isInboxOpen(shown, null)).toBe(false);
  });
});
