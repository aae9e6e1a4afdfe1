import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';
import { createLimits, type LimitDeclaration } from './limits.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer();
});
afterAll(() => server.close());

const signIn = (payload: object) => server.call('POST', '/sign-in', undefined, { payload });

describe('allows', () => {
  it('says how much is left', async () => {
    const { headers } = await server.get('/notes');
    expect(headers['ratelimit-policy']).toBe('"api";q=1200;w=60');
    expect(headers.ratelimit).toMatch(/^"api";r=\d+;t=\d+$/);
  });
  it('costs no statement for an ordinary read', async () => {
    const { count } = await server.kernel.countStatements(() => server.get('/notes'));
    expect(count).toBe(0);
  });
});

describe('refuses', () => {
  it('what exceeds a named bucket, in the words of its declaration, and keeps counting refusals', async () => {
    const wrong = await signIn({ ok: false });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.headers['set-cookie']).toBeUndefined();
    const right = await signIn({ ok: true });
    expect(right.cookies).toMatchObject([{ name: 'portico', value: 'fresh-token', httpOnly: true, sameSite: 'Lax', path: '/' }]);
    await signIn({ ok: true });
    const refused = await signIn({ ok: true });
    expect(refused.json()).toMatchObject({
      status: 429,
      code: 'limit.exceeded',
      detail: expect.stringMatching(/^Too many attempts\. Try again in \d+ seconds\.$/),
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
  it('across processes when the bucket is shared', async () => {
    const shared: LimitDeclaration = { name: 'codes', points: 2, seconds: 60, store: 'shared' };
    const pool = server.kernel.database.pool;
    const one = createLimits([shared], pool);
    const other = createLimits([shared], pool);
    await one.spend('codes', 'a@example.com');
    await other.spend('codes', 'a@example.com');
    await expect(one.spend('codes', 'a@example.com')).rejects.toMatchObject({ status: 429 });
    await other.spend('codes', 'b@example.com');
    await other.forgive('codes', 'a@example.com');
    await one.spend('codes', 'a@example.com');
    const { rows } = await pool.query('SELECT key FROM rate_limits');
    expect(JSON.stringify(rows)).not.toContain('example.com');
  });
  it('a shared bucket inside a transaction, where a refusal would undo the count', async () => {
    const limits = createLimits([{ name: 'codes', points: 2, seconds: 60, store: 'shared' }], null);
    await expect(server.kernel.database.transaction(() => limits.spend('codes', 'x'))).rejects.toThrow('in prepare');
  });
});
