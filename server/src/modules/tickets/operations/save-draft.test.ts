import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../../test/world.ts';

let w: World;
let contact: Someone;
let tech: Someone;
beforeAll(async () => {
  w = await world();
  contact = await w.contact();
  tech = await w.tech();
});
afterAll(() => w?.close());

describe('allows', () => {
  it('to find again what was being written, until it is discarded', async () => {
    expect((await contact.call('GET', '/drafts/ticket:new')).body).toBeNull();
    const body = { html: '<p>half a sen</p>', files: [1], nothing: null };
    expect((await contact.call('PUT', '/drafts/ticket:new', { body })).status).toBe(204);
    await contact.call('PUT', '/drafts/ticket:new', { body: { ...body, files: [] } });
    expect((await contact.call('GET', '/drafts/ticket:new')).body).toMatchObject({
      key: 'ticket:new',
      body: { html: '<p>half a sen</p>', files: [] },
    });
    expect((await tech.call('GET', '/drafts/ticket:new')).body).toBeNull();
    expect((await contact.call('DELETE', '/drafts/ticket:new')).status).toBe(204);
    expect((await contact.call('GET', '/drafts/ticket:new')).body).toBeNull();
  });

  it('two hundred a person; the oldest goes first', async () => {
    await w.db.execute(sql`insert into drafts (account_id, key, body, updated_at)
      select ${tech.id}::int, 'ticket:' || n || ':reply', '{}', now() - n * interval '1 minute' from generate_series(1, 200) n`);
    expect((await tech.call('PUT', '/drafts/ticket:new', { body: 'x' })).status).toBe(204);
    const { rows } = await w.db.execute<{ n: number; oldest: number }>(sql`
      select count(*)::int as n, (count(*) filter (where key = 'ticket:200:reply'))::int as oldest from drafts where account_id = ${tech.id}`);
    expect(rows[0]).toEqual({ n: 200, oldest: 0 });
  });
});

describe('rejects', () => {
  it('what is too long, and keys that are none', async () => {
    const long = await contact.call('PUT', '/drafts/ticket:new', { body: 'x'.repeat(300_001) });
    expect([long.status, long.body.code]).toEqual([413, 'draft.tooLarge']);
    expect((await contact.call('PUT', '/drafts/Not-a-key', { body: 'x' })).status).toBe(422);
  });
});
