import type { Query } from '../acknowledged/facts.ts';

/** 20 words that only differ by number would make a search that is too easy: titles draw from these. */
const WORDS = `ARRAY['printer','mailbox','laptop','invoice','network','password','calendar','monitor','backup','licence','router','scanner',
  'account','screen','keyboard','server','phone','update','folder','browser']`;
const word = (n: string, by: number): string => `(${WORDS})[1 + (${n} * ${by}) % 20]`;
const vector = (text: string): string => `to_tsvector('simple', ${text})`;

/**
 * Tickets with three comments each, written by a handful of statements with the invariants of the operations: counters, timeline,
 * participants, search documents. The texts are plain lower-case words, so that PostgreSQL alone folds them as the server would.
 *
 * @param people accounts made through the API before.
 */
export async function seedTickets(
  query: Query,
  count: number,
  people: { readonly contacts: readonly number[]; readonly assignee: number },
): Promise<void> {
  const contacts = `ARRAY[${people.contacts.join(',')}]::int[]`;
  const statements = [
    `CREATE TEMP TABLE plan AS SELECT n, (${contacts})[1 + n % ${people.contacts.length}] AS contact, now() - (${count} - n) * interval '5 minutes' AS at,
       ${word('n', 1)} || ' ' || ${word('n', 7)} || ' trouble ' || n AS title, 'the ' || ${word('n', 3)} || ' and the ' || ${word('n', 11)} || ' do not work since monday' AS body
     FROM generate_series(1, ${count}) n`,
    `INSERT INTO tickets (number, title, description_html, description_text, company_id, contact_id, queue_id, status_id, priority_id, assignee_id,
       is_closed, created_by, created_at, updated_at, public_at, closed_at, seq, public_seq, comment_count, public_comment_count, last_public_by)
     SELECT n + 1000000, p.title, '<p>' || body || '</p>', body, a.company_id, contact, (SELECT min(id) FROM queues), s.id, (SELECT min(id) FROM priorities),
       ${people.assignee}, s.is_closed, contact, at, at + interval '3 minutes', at + interval '2 minutes', CASE WHEN s.is_closed THEN at + interval '3 minutes' END,
       4, 3, 3, 2, 'tech'
     FROM plan p JOIN accounts a ON a.id = contact JOIN statuses s ON s.id = (SELECT min(id) FROM statuses WHERE kind = CASE WHEN n % 10 < 7 THEN 'closed' ELSE 'progress' END)`,
    `CREATE TEMP TABLE made AS SELECT t.id, p.* FROM plan p JOIN tickets t ON t.number = p.n + 1000000`,
    `INSERT INTO ticket_participants (ticket_id, account_id, role, created_at) SELECT id, contact, 'owner', at FROM made`,
    `INSERT INTO comments (ticket_id, author_id, visibility, body_html, body_text, created_at)
     SELECT id, CASE k WHEN 1 THEN contact ELSE ${people.assignee} END, CASE k WHEN 3 THEN 'internal' ELSE 'public' END, '<p>' || body || '</p>', body, at + k * interval '1 minute'
     FROM made, generate_series(1, 3) k ORDER BY id, k`,
    `INSERT INTO ticket_timeline (ticket_id, seq, kind, visibility, author_id, author_kind, change_id, occurred_at)
     SELECT id, 1, 'created', 'public', contact, 'contact', gen_random_uuid(), at FROM made`,
    `INSERT INTO ticket_timeline (ticket_id, seq, kind, visibility, author_id, author_kind, comment_id, change_id, occurred_at)
     SELECT c.ticket_id, 1 + row_number() OVER (PARTITION BY c.ticket_id ORDER BY c.id), 'comment', c.visibility, c.author_id,
       CASE WHEN c.author_id = ${people.assignee} THEN 'tech' ELSE 'contact' END, c.id, gen_random_uuid(), c.created_at
     FROM comments c JOIN made ON made.id = c.ticket_id`,
    `INSERT INTO ticket_documents (ticket_id, audience, part, head, vector)
     SELECT id, audience, 0, head, head || strip(${vector('body')})
     FROM (SELECT m.id, m.body, setweight(${vector(`(m.n + 1000000)::text || ' ' || m.title || ' ' || lower(a.name || ' ' || c.name || ' ' || s.name)`)}, 'A') AS head
       FROM made m JOIN accounts a ON a.id = m.contact JOIN companies c ON c.id = a.company_id
         JOIN accounts s ON s.id = ${people.assignee}) one, unnest(ARRAY['public', 'staff']) audience`,
    `SELECT setval(pg_get_serial_sequence('tickets', 'id'), (SELECT max(number) FROM tickets))`,
    'DROP TABLE plan, made',
    'VACUUM (ANALYZE)',
  ];
  for (const statement of statements) await query(statement, []);
}
