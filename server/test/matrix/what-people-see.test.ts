import { type Actor, type GroupMembership, PLAIN_RIGHTS } from '@portico/contracts/access/actor.ts';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRow } from '../../src/modules/service-desk/index.ts';
import { can, type TicketAction } from '../../src/modules/tickets/tickets.policy.ts';
import { insertGroup, insertMember } from '../group-samples.ts';
import { type Someone, type World, world } from '../world.ts';

/**
 * One workspace of generated tickets, comments and files. Everything anybody gets through list, search, timeline, attachments and
 * notices is compared with what the policy, asked about each ticket in turn, says he may have.
 */
interface Person {
  readonly who: Someone;
  readonly actor: Actor;
}
interface Words {
  readonly id: number;
  readonly internal: boolean;
  readonly deleted: boolean;
  /** A word that is nowhere else. */
  readonly word: string;
  readonly fileId: number | null;
}
interface Made {
  readonly id: number;
  readonly companyId: number;
  readonly contactId: number;
  readonly queueId: number;
  readonly isClosed: boolean;
  readonly isArchived: boolean;
  readonly contactGroupId: number | null;
  readonly awaitsApproval: boolean;
  readonly people: readonly number[];
  readonly word: string;
  readonly words: readonly Words[];
}

/** Nobody in this scene has a right by category, tag or approval. */
const NOTHING_MORE = { categoryId: null, ownerTagIds: [] };
const SEED = 20_261;
let w: World;
let people: Person[];
let made: Made[];
let groupOf: Map<number, number>;
/** Of the first two contacts of each company; the third manages the company. */
const ROLES = [
  ['regular', 'approver'],
  ['guest', 'manager'],
] as const;

const base = { via: null, scopes: null, sessionId: null } as const;
const contactOf = (who: Someone, isManager: boolean, groups: readonly GroupMembership[] = []): Person => ({
  who,
  actor: {
    ...base,
    kind: 'contact',
    audience: 'contact',
    accountId: who.id,
    companyId: who.companyId!,
    isManager,
    groups,
    rights: PLAIN_RIGHTS,
  },
});

async function techWith(values: Parameters<World['tech']>[0] & object): Promise<Person> {
  const who = await w.tech(values);
  const { role = 'member', queueIds = null, companyIds = null } = values;
  return {
    who,
    actor: { ...base, kind: 'tech', audience: 'tech', accountId: who.id, role, queueIds, companyIds, categoryIds: null, teamIds: [] },
  };
}

const plan = fc.record({
  owner: fc.nat({ max: 5 }),
  copies: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 2 }),
  watcher: fc.option(fc.nat({ max: 4 })),
  queue: fc.nat({ max: 1 }),
  closed: fc.boolean(),
  /** Belongs to the group of its company. */
  grouped: fc.boolean(),
  awaits: fc.boolean(),
  archived: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  /** After all was written, the ticket goes to another contact, perhaps of the other company. */
  movesTo: fc.option(fc.nat({ max: 5 }), { freq: 4 }),
  words: fc.array(
    fc.record({
      staff: fc.boolean(),
      internal: fc.boolean(),
      deleted: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      file: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
});

beforeAll(async () => {
  w = await world();
  const companies = [await w.company(), await w.company()];
  const contacts: Person[] = [];
  groupOf = new Map();
  for (const [at, company] of companies.entries()) {
    const group = await insertGroup(w.db, company.id);
    groupOf.set(company.id, group);
    for (let n = 0; n < 3; n++) {
      const role = ROLES[at]?.[n];
      const who = await w.contact({ companyId: company.id, isManager: n === 2 });
      if (role) await insertMember(w.db, group, who.id, role);
      contacts.push(contactOf(who, n === 2, role ? [{ id: group, role }] : []));
    }
  }
  const [first, second] = w.desk.queues.map((queue) => queue.id) as [number, number];
  const techs = [
    await techWith({}),
    await techWith({ queueIds: [first] }),
    await techWith({ companyIds: [companies[1]!.id] }),
    await techWith({ role: 'streamline', queueIds: [second], companyIds: [companies[0]!.id] }),
    await techWith({ role: 'admin' }),
  ];
  people = [...contacts, ...techs];
  const author = techs[4]!.who;
  await w.asSystem((ctx) => createRow('statuses')(ctx, { body: { name: 'To be approved', kind: 'approval' } }));
  made = [];
  for (const one of fc.sample(plan, { numRuns: 28, seed: SEED })) made.push(await make(one, contacts, techs, author));
  await w.drain({ failures: 'allow' });
}, 240_000);
afterAll(() => w?.close());

async function make(
  one: typeof plan extends fc.Arbitrary<infer T> ? T : never,
  contacts: Person[],
  techs: Person[],
  author: Someone,
): Promise<Made> {
  const n = made.length;
  const owner = contacts[one.owner]!.who;
  const word = `ticketword${n}x`;
  const ticket = await w.ticket({ from: owner, title: `About ${word}` });
  for (const at of one.copies)
    await author.call('POST', `/tickets/${ticket.id}/participants`, { accountId: contacts[at]!.who.id, role: 'cc' });
  if (one.watcher !== null)
    await author.call('POST', `/tickets/${ticket.id}/participants`, { accountId: techs[one.watcher]!.who.id, role: 'watcher' });
  const words: Words[] = [];
  for (const [at, entry] of one.words.entries()) {
    const staff = entry.staff || entry.internal;
    const by = staff ? author : owner;
    const text = `${entry.internal ? 'hidden' : 'open'}word${n}x${at}y`;
    const fileId = entry.file ? await upload(by, `${text}.txt`) : null;
    const body = {
      bodyHtml: `<p>${text}</p>`,
      ...(fileId ? { fileIds: [fileId] } : {}),
      ...(entry.internal ? { visibility: 'internal' } : {}),
    };
    const comment = await by.call('POST', `/tickets/${ticket.id}/comments`, body);
    expect(comment.status).toBe(201);
    if (entry.deleted) expect((await by.call('DELETE', `/comments/${comment.body.id}`)).status).toBe(204);
    words.push({ id: comment.body.id, internal: entry.internal, deleted: entry.deleted, word: text, fileId });
  }
  const patch = { queueId: w.desk.queues[one.queue]!.id, ...(one.movesTo === null ? {} : { contactId: contacts[one.movesTo]!.who.id }) };
  expect((await author.call('PATCH', `/tickets/${ticket.id}`, patch)).status).toBe(200);
  const company = contacts[one.movesTo ?? one.owner]!.who.companyId!;
  if (one.grouped) await w.db.execute(sql`update tickets set contact_group_id = ${groupOf.get(company)!} where id = ${ticket.id}`);
  if (one.awaits)
    await w.db.execute(sql`update tickets set status_id = (select id from statuses where kind = 'approval') where id = ${ticket.id}`);
  if (one.closed) await author.call('POST', `/tickets/${ticket.id}/close`, {});
  if (one.archived) await author.call('DELETE', `/tickets/${ticket.id}`);
  const { rows } = await w.db.execute<Omit<Made, 'word' | 'words'> & Record<string, unknown>>(sql`
    select id, company_id as "companyId", contact_id as "contactId", queue_id as "queueId", is_closed as "isClosed", archived_at is not null as "isArchived",
      contact_group_id as "contactGroupId", status_id = (select id from statuses where kind = 'approval') as "awaitsApproval",
      (select coalesce(json_agg(account_id), '[]') from ticket_participants where ticket_id = tickets.id) as people from tickets where id = ${ticket.id}`);
  return { ...rows[0]!, word, words };
}

async function upload(by: Someone, name: string): Promise<number> {
  const headers = { cookie: by.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' };
  return (await w.app.inject({ method: 'POST', url: `/api/v1/files?name=${name}`, headers, payload: Buffer.from(name) })).json().id;
}

const allowed = ({ actor }: Person, action: TicketAction, ticket: Made): boolean =>
  can(actor, action, { ...ticket, takesPart: ticket.people.includes(actor.accountId!), ...NOTHING_MORE });
const sorted = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);
const idsOf = (items: readonly { readonly id: number }[]): number[] => sorted(items.map((one) => one.id));
const ask = (person: Person, path: string) => person.who.call('GET', path);

/** Ids of a whole list, page by page. */
async function listed(person: Person, path: string): Promise<number[]> {
  const ids: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await ask(person, `${path}&limit=5${cursor ? `&cursor=${cursor}` : ''}`);
    ids.push(...body.items.map((one: { id: number }) => one.id));
    cursor = body.next;
  }
  return sorted(ids);
}

const everyone = () => people.map((person, at) => [at, person] as const);

describe('what people see', () => {
  it('is a world worth the name', () => {
    expect(made.filter((one) => one.isArchived).length).toBeGreaterThan(2);
    expect(made.filter((one) => one.words.some((words) => words.internal)).length).toBeGreaterThan(5);
    for (const [at, person] of everyone()) {
      const readable = made.filter((one) => allowed(person, 'read', one)).length;
      expect(readable, `person ${at}`).toBeGreaterThan(0);
      if (person.actor.kind === 'contact' || at < 10) expect(readable, `person ${at}`).toBeLessThan(made.length);
    }
  });

  it('in lists and counters: the tickets the policy lets them read, each once', async () => {
    for (const [at, person] of everyone()) {
      const may = made.filter((one) => allowed(person, 'read', one));
      expect(await listed(person, '/tickets?state=all'), `person ${at}`).toEqual(idsOf(may.filter((one) => !one.isArchived)));
      const isAdmin = person.actor.kind === 'tech' && person.actor.role === 'admin';
      const archived = await listed(person, '/tickets?state=all&archived=true');
      expect(archived, `person ${at}`).toEqual(idsOf(may.filter((one) => one.isArchived === isAdmin)));
      const counted = (await ask(person, '/tickets?state=all&count=true&limit=1')).body.total;
      expect(counted, `person ${at}`).toBe(may.filter((one) => !one.isArchived).length);
    }
  });

  it('on the page, in the timeline, the attachments and the files of each ticket', async () => {
    const pairs = people.flatMap((person) => made.map((ticket) => [person, ticket] as const));
    for (const [person, ticket] of pairs) {
      const name = `${person.who.name} and ticket ${ticket.id}`;
      const may = allowed(person, 'read', ticket);
      const inside = allowed(person, 'readInternal', ticket);
      const [page, timeline, files] = await Promise.all(
        ['', '/timeline?limit=100', '/attachments'].map((end) => ask(person, `/tickets/${ticket.id}${end}`)),
      );
      expect([page!.status, timeline!.status, files!.status], name).toEqual(may ? [200, 200, 200] : [404, 404, 404]);
      const seen = ticket.words.filter((words) => inside || !words.internal);
      const withFile = ticket.words.filter((words) => words.fileId !== null && (inside || !(words.internal || words.deleted)));
      if (may) {
        const comments = timeline!.body.items.flatMap((entry: { comment: object | null }) => (entry.comment ? [entry.comment] : []));
        expect(idsOf(comments), name).toEqual(idsOf(seen));
        expect(idsOf(files!.body.items), name).toEqual(sorted(withFile.map((words) => words.fileId!)));
        const text = JSON.stringify([page!.body, timeline!.body, files!.body]);
        for (const words of ticket.words) if (!inside && (words.internal || words.deleted)) expect(text, name).not.toContain(words.word);
      }
      for (const words of ticket.words.filter((one) => one.fileId !== null)) {
        const isSeen = may && withFile.includes(words);
        expect((await ask(person, `/files/${words.fileId}`)).status, `${name}, file ${words.word}`).toBe(isSeen ? 200 : 404);
      }
    }
  }, 120_000);

  it('in search: a word finds its ticket for those who may read the word, and nobody else', async () => {
    for (const [at, person] of everyone()) {
      for (const ticket of made) {
        const words = [
          { word: ticket.word, visible: allowed(person, 'read', ticket) },
          ...ticket.words.map((one) => ({
            word: one.word,
            visible: !one.deleted && allowed(person, one.internal ? 'readInternal' : 'read', ticket),
          })),
        ];
        for (const { word, visible } of words) {
          const expected = visible && !ticket.isArchived ? [ticket.id] : [];
          expect(idsOf((await ask(person, `/search?q=${word}`)).body.tickets), `person ${at} searches ${word}`).toEqual(expected);
          if (ticket.id % 4 === 0)
            expect(idsOf((await ask(person, `/tickets?state=all&q=${word}`)).body.items), `person ${at} filters by ${word}`).toEqual(
              expected,
            );
        }
      }
    }
  }, 120_000);

  it('in notices and mails: nothing internal to contacts, and nothing to people of the other company', async () => {
    const hidden = made.flatMap((ticket) => ticket.words.filter((words) => words.internal).map((words) => words.word));
    for (const person of people.filter((one) => one.actor.kind === 'contact')) {
      const notices = (await ask(person, '/notices?limit=100')).body.items as { ticketId: number }[];
      for (const word of hidden) expect(JSON.stringify(notices)).not.toContain(word);
      const { rows } = await w.db.execute<{ ticketId: number | null; html: string | null; text: string | null; subject: string }>(
        sql`select ticket_id as "ticketId", html, body_text as text, subject from mails where account_id = ${person.who.id}`,
      );
      for (const mail of rows) {
        const words = `${mail.subject} ${mail.html} ${mail.text}`;
        expect(hidden.filter((word) => words.includes(word))).toEqual([]);
      }
      // Told only of tickets that are readable now: the notices were made after the last change.
      for (const { ticketId } of [...notices, ...rows.filter((mail) => mail.ticketId !== null)] as { ticketId: number }[]) {
        const ticket = made.find((one) => one.id === ticketId)!;
        expect(allowed(person, 'read', ticket), `${person.who.name} was told of ticket ${ticketId}`).toBe(true);
      }
    }
    const { rows } = await w.db.execute<{ n: number }>(sql`select count(*)::int as n from mails where account_id is not null`);
    expect(rows[0]!.n).toBeGreaterThan(10);
  });
});
