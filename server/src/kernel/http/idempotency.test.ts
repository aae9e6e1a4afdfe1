import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdCreate, ran } from '../../../test/stub-routes.ts';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';
import { systemActor } from '../events/operations.ts';
import { httpCleanup } from './idempotency.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer();
});
afterAll(() => server.close());
beforeEach(() => {
  ran.create = 0;
});

const create = (title: string, key: string, as = 'contact') =>
  server.call('POST', '/notes', as, { payload: { title }, headers: { 'idempotency-key': key } });

describe('allows', () => {
  it('gives the same answer again without doing the work again', async () => {
    const first = await create('Once', 'k-1');
    const again = await create('Once', 'k-1');
    expect(ran.create).toBe(1);
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    expect(again.headers.location).toBe('/api/v1/notes/7');
    expect(again.headers.location).toBe(first.headers.location);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
  });
  it('keeps the keys of different people apart', async () => {
    await create('Apart one', 'k-2');
    expect((await create('Apart two', 'k-2', 'tech')).statusCode).toBe(201);
    expect(ran.create).toBe(2);
  });
  it('a refused request may be tried again with the same key', async () => {
    expect((await create('refused', 'k-3')).statusCode).toBe(409);
    expect((await create('Now fine', 'k-3')).statusCode).toBe(201);
  });
  it('does the work again after a day, and the clean-up removes old keys', async () => {
    await create('Daily', 'k-4');
    server.kernel.shift(25 * 3_600_000);
    const count = async () => Number((await server.kernel.db.execute('SELECT count(*) AS n FROM idempotency_keys')).rows[0]?.n);
    expect(await count()).toBeGreaterThan(0);
    const ctx = server.kernel.operations.read({ actor: systemActor('test'), origin: 'job' });
    await httpCleanup.run(ctx, {}, { id: '1', attempt: 1 });
    expect(await count()).toBe(0);
    expect((await create('Daily again', 'k-4')).headers['idempotency-replayed']).toBeUndefined();
  });
  it('records nothing of a request that rolled back', async () => {
    await create('refused', 'k-5');
    const { rows } = await server.kernel.db.execute(`SELECT 1 FROM idempotency_keys WHERE key = 'k-5'`);
    expect(rows).toEqual([]);
  });
});

describe('conflicts', () => {
  it('refuses the key for another body, whatever the order of fields', async () => {
    await create('Body one', 'k-6');
    expect((await create('Body two', 'k-6')).json()).toMatchObject({ status: 409, code: 'idempotency.mismatch' });
  });
  it('refuses a twin that comes while the first is at work', async () => {
    holdCreate();
    const first = create('Twin', 'k-7');
    while (ran.create === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const twin = await create('Twin', 'k-7');
    ran.release();
    expect(twin.json()).toMatchObject({ status: 409, code: 'idempotency.inProgress' });
    expect((await first).statusCode).toBe(201);
  });
});

describe('rejects', () => {
  it.each(['', 'with space', 'é', 'x'.repeat(201)])('the key %j', async (key) => {
    expect((await create('Key', key)).json()).toMatchObject({ status: 400, code: 'idempotency.key' });
  });
});
