import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../../bench/acknowledged/audit.ts';
import { readFacts } from '../../../bench/acknowledged/facts.ts';
import { type CrashWorld, crashWorld, inWords, type Settled } from './crash-world.ts';
import { answered } from './sigkill-rounds.ts';

// The checker itself: it must be content with a sound database, and notice every kind of damage. Each damage happens in a
// transaction that is rolled back.

let world: CrashWorld;
let settled: Settled;
beforeAll(async () => {
  world = await crashWorld({ clients: 2 });
  await world.underLoad(() => answered(world, 45));
  settled = await world.settle();
}, 120_000);
afterAll(() => world?.close());

async function codesAfter(statements: readonly string[], arrived: readonly string[] = settled.arrived): Promise<string[]> {
  await settled.query('BEGIN', []);
  try {
    for (const statement of statements) await settled.query(statement, []);
    const findings = audit({ writes: settled.writes, facts: await readFacts(settled.query, world.run), arrived });
    return [...new Set(findings.map((finding) => finding.code))];
  } finally {
    await settled.query('ROLLBACK', []);
  }
}

const COMMENT = `(SELECT min(comment_id) FROM attachments)`;
const TICKET = `(SELECT min(id) FROM tickets)`;
const entryAt = (comment: string) => `SELECT * FROM ticket_timeline WHERE comment_id = ${comment}`;

describe('allows', () => {
  it('a database that kept its promises', () => {
    expect(inWords(settled.findings)).toEqual([]);
    const kinds = new Set(settled.writes.map((write) => write.expect.kind));
    expect([...kinds].sort()).toEqual(['comment', 'status', 'ticket', 'upload']);
  });
});

describe('rejects', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a lost comment',
      'write.lost',
      [
        `DELETE FROM attachments WHERE comment_id = ${COMMENT}`,
        `DELETE FROM ticket_timeline WHERE comment_id = (SELECT max(id) FROM comments)`,
        'DELETE FROM comments WHERE id = (SELECT max(id) FROM comments)',
      ],
    ],
    ['a lost ticket', 'write.lost', [`DELETE FROM tickets WHERE id = ${TICKET}`]],
    ['a lost status switch', 'write.lost', [`DELETE FROM ticket_timeline WHERE kind = 'closed'`]],
    ['a lost file', 'write.lost', ['DELETE FROM attachments', `DELETE FROM files WHERE owner_id IS NOT NULL`]],
    [
      'a doubled comment',
      'write.doubled',
      [
        `INSERT INTO comments (ticket_id, author_id, visibility, body_html, body_text, created_at)
         SELECT ticket_id, author_id, visibility, body_html, body_text, created_at FROM comments WHERE id = ${COMMENT}`,
      ],
    ],
    [
      'a doubled ticket',
      'write.doubled',
      [
        `INSERT INTO tickets (number, title, company_id, contact_id, queue_id, status_id, priority_id, created_at, updated_at, public_at)
         SELECT number + 100000, title, company_id, contact_id, queue_id, status_id, priority_id, created_at, updated_at, public_at FROM tickets WHERE id = ${TICKET}`,
      ],
    ],
    [
      'a doubled status switch',
      'write.doubled',
      [
        `INSERT INTO ticket_timeline (ticket_id, seq, kind, visibility, author_id, author_kind, changes, change_id, occurred_at)
         SELECT ticket_id, seq + 1000, kind, visibility, author_id, author_kind, changes, gen_random_uuid(), occurred_at FROM ticket_timeline
         WHERE kind = 'closed' ORDER BY ticket_id, seq LIMIT 1`,
      ],
    ],
    [
      'a doubled file',
      'write.doubled',
      [
        `INSERT INTO files (storage_key, name, size, sha256, kind, media_type, uploaded_at)
         SELECT storage_key || 'x', name, size, sha256, kind, media_type, uploaded_at FROM files ORDER BY id LIMIT 1`,
      ],
    ],
    ['a timeline entry that is missing', 'timeline.lost', [`DELETE FROM ticket_timeline WHERE comment_id = ${COMMENT}`]],
    [
      'a timeline entry that is there twice',
      'timeline.doubled',
      [
        `INSERT INTO ticket_timeline (ticket_id, seq, kind, visibility, author_id, author_kind, change_id, occurred_at)
         SELECT ticket_id, seq + 1000, kind, visibility, author_id, author_kind, gen_random_uuid(), occurred_at FROM ticket_timeline
         WHERE kind = 'created' ORDER BY ticket_id LIMIT 1`,
      ],
    ],
    ['a counter that is wrong', 'counter.wrong', ['UPDATE tickets SET comment_count = comment_count + 1']],
    ['a search document that is missing', 'index.wrong', [`DELETE FROM ticket_documents WHERE audience = 'public'`]],
    ['an attachment that is missing', 'attachment.lost', ['DELETE FROM attachments']],
    ['other bytes', 'file.damaged', [`UPDATE files SET sha256 = repeat('0', 64)`]],
    ['a lost notice', 'notice.lost', ['DELETE FROM notices WHERE id = (SELECT min(id) FROM notices)']],
    [
      'a doubled notice',
      'notice.doubled',
      [
        `INSERT INTO notices (account_id, change_id, event_id, kind, ticket_id, subject, lead, link, created_at)
         SELECT account_id, gen_random_uuid(), event_id, kind, ticket_id, subject, lead, link, created_at FROM notices ORDER BY id LIMIT 1`,
      ],
    ],
    ['a lost mail', 'mail.lost', ['DELETE FROM mails WHERE id = (SELECT min(id) FROM mails WHERE ticket_id IS NOT NULL)']],
    [
      'a mail that never left',
      'mail.notSent',
      [`UPDATE mails SET state = 'queued' WHERE id = (SELECT min(id) FROM mails WHERE ticket_id IS NOT NULL)`],
    ],
    [
      'a doubled mail',
      'mail.doubled',
      [
        `INSERT INTO mails (message_id, dedupe_key, kind, account_id, to_address, subject, ticket_id, state, created_at)
         SELECT '<other@example.test>', dedupe_key || ':again', kind, account_id, to_address, subject, ticket_id, state, created_at
         FROM mails WHERE ticket_id IS NOT NULL ORDER BY id LIMIT 1`,
      ],
    ],
    [
      'work that is left over',
      'work.unfinished',
      ['UPDATE event_deliveries SET done_at = NULL WHERE event_id = (SELECT min(event_id) FROM event_deliveries)'],
    ],
  ])('%s', async (_what, code, statements) => {
    expect((await settled.query(entryAt(COMMENT), [])).length).toBe(1);
    expect(await codesAfter(statements)).toContain(code);
  });

  it('a mail that the mail server never saw, and one under a second Message-ID', async () => {
    expect(await codesAfter([], settled.arrived.slice(1))).toContain('mail.lost');
    expect(await codesAfter([], [...settled.arrived, '<another@example.test>'])).toContain('mail.doubled');
  });

  it('a second copy under the same Message-ID: no, that is allowed', async () => {
    expect(await codesAfter([], [...settled.arrived, ...settled.arrived])).toEqual([]);
  });

  it('an unacknowledged request that was applied twice, a refused one that was applied, and an answer that changed its mind', async () => {
    const [first] = settled.writes;
    const as = async (change: object) => {
      const writes = settled.writes.map((write) => (write === first ? { ...write, ...change } : write));
      const facts = await readFacts(settled.query, world.run);
      return audit({ writes, facts, arrived: null }).map((finding) => finding.code);
    };
    expect(await as({ outcome: 'refused' })).toContain('write.refusedButDone');
    expect(await as({ outcome: 'open' })).toEqual([]);
    expect(await as({ ids: [1, 2] })).toContain('answer.changed');
  });
});
