import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedTickets } from '../../../bench/load/seed.ts';
import { rebuildDocuments } from '../../src/modules/tickets/documents.store.ts';
import { type World, world } from '../world.ts';

// The load run's fast seeding writes what the operations would have written.

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

it('keeps counters, entries and search documents as the operations do', async () => {
  const contacts = [await w.contact(), await w.contact()];
  const assignee = await w.tech();
  const client = await w.database.pool.connect();
  try {
    const query = async (text: string, values: readonly unknown[]) => (await client.query(text, [...values])).rows;
    await seedTickets(query, 30, { contacts: contacts.map((one) => one.id), assignee: assignee.id });
  } finally {
    client.release();
  }
  const { rows: wrong } = await w.db.execute(sql`
    SELECT t.id FROM tickets t WHERE t.seq <> (SELECT max(seq) FROM ticket_timeline x WHERE x.ticket_id = t.id)
      OR t.public_seq <> (SELECT max(seq) FROM ticket_timeline x WHERE x.ticket_id = t.id AND x.visibility = 'public')
      OR t.comment_count <> (SELECT count(*) FROM comments c WHERE c.ticket_id = t.id)
      OR t.public_comment_count <> (SELECT count(*) FROM comments c WHERE c.ticket_id = t.id AND c.visibility = 'public')
      OR t.is_closed <> (SELECT is_closed FROM statuses s WHERE s.id = t.status_id) OR t.is_closed <> (t.closed_at IS NOT NULL)`);
  expect(wrong).toEqual([]);
  const documents = async () =>
    (await w.db.execute(sql`SELECT ticket_id, audience, part, head::text, vector::text FROM ticket_documents ORDER BY 1, 2, 3`)).rows;
  const seeded = await documents();
  expect(seeded).toHaveLength(60);
  for (const id of new Set(seeded.map((row) => Number(row.ticket_id)))) await w.asSystem((ctx) => rebuildDocuments(ctx.tx, id));
  expect(await documents()).toEqual(seeded);
  const made = await w.ticket({ from: contacts[0]! });
  expect(made.number).toBeGreaterThan(1_000_030);
  expect((await assignee.call('GET', '/tickets?state=all&q=trouble&limit=100')).body.items).toHaveLength(30);
});
