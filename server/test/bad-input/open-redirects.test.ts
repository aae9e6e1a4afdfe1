import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignInWorld, signInWorld } from '../sign-in-world.ts';

/** Ways to write "somewhere else" that a naive check takes for a path of our own. */
const ELSEWHERE = [
  'https://evil.example',
  'http:evil.example',
  '//evil.example',
  '///evil.example',
  '////evil.example/portal',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/portal/../..//evil.example',
  '/portal/..//evil.example',
  '/.//evil.example',
  '/%2f%2fevil.example',
  '/%5cevil.example',
  ' //evil.example',
  '\u0001//evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '/portal@evil.example',
  '@evil.example',
  'evil.example',
  '/portal?next=//evil.example',
  '/portal#//evil.example',
  '?x',
  '#x',
  '',
];
const ORIGIN = 'http://localhost:3000';

let w: SignInWorld;
beforeAll(async () => {
  w = await signInWorld();
}, 60_000);
afterAll(() => w?.close());

describe('the address to return to after signing in', () => {
  it.each(ELSEWHERE)('never leads elsewhere: %j', async (returnPath) => {
    const email = `redirect${ELSEWHERE.indexOf(returnPath)}@example.test`;
    await w.contact(await w.company(`Company ${email}`), email);
    const started = await w.browser().start(email, { returnPath });
    if (started.status === 422) return;
    expect(started.status).toBe(200);
    const entered = await w.browser().call('POST', '/sign-in/link', { token: w.mails.at(-1)!.linkToken });
    expect(entered.status).toBe(200);
    const back: string | null = entered.body.returnPath;
    if (back !== null) {
      expect(back.startsWith('/')).toBe(true);
      for (const written of [back, decodeURIComponent(back)]) expect(new URL(written, `${ORIGIN}/sign-in`).origin).toBe(ORIGIN);
    }
    expect(entered.headers.location ?? '').not.toContain('evil');
  });
});

describe('addresses of our own', () => {
  it.each(['//evil.example', '/\\evil.example', '/%5cevil.example', '/%2f%2fevil.example', '/portal//evil.example', '/.%2e//evil.example'])(
    'never redirect elsewhere: %s',
    async (url) => {
      for (const host of ['localhost:3000', 'evil.example']) {
        const answer = await w.app.inject({ url, headers: { host, accept: 'text/html', 'x-forwarded-host': 'evil.example' } });
        const location = answer.headers.location;
        if (location !== undefined) expect(new URL(String(location), ORIGIN).origin, `${url} to ${location}`).toBe(ORIGIN);
      }
    },
  );
});
