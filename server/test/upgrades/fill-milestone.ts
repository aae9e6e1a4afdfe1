import type { FastifyInstance } from 'fastify';
import { createKeyTask } from '../../src/commands/tasks/create-key.ts';
import type { Someone, World } from '../world.ts';

/** A ticket as somebody reads it through the API, reduced to what no later version may lose. */
export interface ReadTicket {
  readonly number: number;
  readonly title: string;
  readonly entries: readonly {
    readonly kind: string;
    readonly visibility: string;
    readonly text: string | null;
    readonly who: string | null;
  }[];
  readonly files: readonly string[];
}
export interface Reading {
  readonly as: string;
  readonly tickets: readonly ReadTicket[];
  readonly notices: number;
}

export interface Waiting {
  readonly jobs: number;
  readonly deliveries: number;
  readonly mails: number;
}

/** What the version that wrote a milestone itself read from it. */
export interface MilestoneFacts {
  /** Acts for everybody; opens nothing but databases of tests. */
  readonly token: string;
  /** `tech:1` */
  readonly people: Readonly<Record<'admin' | 'tech' | 'contact' | 'manager', string>>;
  readonly readings: readonly Reading[];
  /** What nobody had been told yet when it was written. */
  readonly waiting: Waiting;
}

// biome-ignore lint/suspicious/noExplicitAny: read by a test that knows what it asked for
type Get = (path: string, as: string) => Promise<any>;

export const reader =
  (app: FastifyInstance, token: string): Get =>
  async (path, as) => {
    const reply = await app.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${token}`, 'act-as': as } });
    if (reply.statusCode !== 200) throw new Error(`GET ${path} as ${as}: ${reply.statusCode} ${reply.body}`);
    return reply.json();
  };

/** Everything one person sees. */
export async function readThroughApi(get: Get, as: string, id: string): Promise<Reading> {
  const list = await get('/tickets?limit=100', id);
  const tickets: ReadTicket[] = [];
  for (const { id: ticketId } of list.items as { id: number }[]) {
    const ticket = await get(`/tickets/${ticketId}`, id);
    const timeline = await get(`/tickets/${ticketId}/timeline?limit=100`, id);
    const files = await get(`/tickets/${ticketId}/attachments`, id);
    tickets.push({
      number: ticket.number,
      title: ticket.title,
      // biome-ignore lint/suspicious/noExplicitAny: see Get
      entries: timeline.items.map((entry: any) => ({
        kind: entry.kind,
        visibility: entry.visibility,
        text: entry.comment?.bodyHtml ?? null,
        who: entry.author?.name ?? null,
      })),
      files: files.items.map((file: { name: string }) => file.name),
    });
  }
  const notices = (await get('/notices?limit=100', id)).items.length as number;
  return { as, tickets: tickets.sort((a, b) => a.number - b.number), notices };
}

const ok = <T extends { status: number; body: unknown }>(reply: T): T => {
  if (reply.status >= 300) throw new Error(`Refused with ${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply;
};

/** Some of everything a workspace keeps: a few tickets of each kind, old ones that were handled, and new ones whose notices are still to come. */
export async function fillMilestone(w: World): Promise<MilestoneFacts> {
  const admin = await w.tech({ role: 'master-admin', name: 'Ada Admin', email: 'ada@example.test' });
  const tech = await w.tech({ role: 'advanced', name: 'Tom Tech', email: 'tom@example.test' });
  await w.team({ name: 'First line', members: [{ techId: tech.id, isLead: true }] });
  const { id: companyId } = await w.company({ name: 'Müller & Söhne “Intl.”' });
  const contact = await w.contact({ companyId, name: 'Zoë Müller', email: 'Zoe@example.test', isVip: true });
  const manager = await w.contact({ companyId, name: 'Max Manager', email: 'max@example.test', isManager: true });
  await w.contact({ companyId: (await w.company({ name: 'Other GmbH' })).id, name: 'Zoë elsewhere', email: 'Zoe@example.test' });
  const open = w.desk.statuses.filter((status) => !status.isClosed);
  for (const [n, status] of open.entries()) {
    const ticket = await w.ticket({
      from: n % 2 ? manager : contact,
      title: `Kind ${status.kind}: ${status.name}`,
      descriptionHtml: `<p>It is <b>${n}</b> 🎈</p>`,
    });
    const seen = ok(await tech.call('GET', `/tickets/${ticket.id}`)).body;
    ok(
      await tech.call('PATCH', `/tickets/${ticket.id}`, { statusId: status.id, assigneeId: tech.id }, { 'if-match': `"${seen.version}"` }),
    );
    ok(await tech.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: `<p>Public answer ${n}</p>`, visibility: 'public' }));
    ok(await tech.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: `<p>Internal note ${n}</p>`, visibility: 'internal' }));
  }
  const closed = await w.ticket({ from: contact, title: 'Closed and opened again', descriptionHtml: '<p>First</p>' });
  ok(await contact.call('POST', `/tickets/${closed.id}/close`, {}));
  ok(await contact.call('POST', `/tickets/${closed.id}/reopen`, {}));
  const done = await w.ticket({ from: manager, title: 'Closed for good' });
  ok(await manager.call('POST', `/tickets/${done.id}/close`, {}));
  await w.drain();

  const file = await upload(w, contact, 'words.txt', 'words in a file');
  const late = ok(await contact.call('POST', '/tickets', { title: 'With a file, not yet told to anybody', fileIds: [file] })).body;
  ok(await contact.call('POST', `/tickets/${late.id}/comments`, { bodyHtml: '<p>And one more thing</p>' }));
  const key = await createKeyTask.run(
    w,
    { name: 'milestone', scopes: ['*'], as: 'ada@example.test', mayActAs: true },
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  const people = { admin: `tech:${admin.id}`, tech: `tech:${tech.id}`, contact: `contact:${contact.id}`, manager: `contact:${manager.id}` };
  const get = reader(w.app, key.token);
  const readings: Reading[] = [];
  for (const [name, id] of Object.entries(people)) readings.push(await readThroughApi(get, name, id));
  return { token: key.token, people, readings, waiting: await countWaiting(w) };
}

async function upload(w: World, by: Someone, name: string, text: string): Promise<number> {
  const headers = { cookie: by.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' };
  const reply = await w.app.inject({ method: 'POST', url: `/api/v1/files?name=${name}`, headers, payload: Buffer.from(text) });
  return ok({ status: reply.statusCode, body: reply.json() as { id: number } }).body.id;
}

export async function countWaiting(kernel: Pick<World, 'database'>): Promise<Waiting> {
  const { rows } = await kernel.database.pool.query<Waiting>(
    `SELECT (SELECT count(*)::int FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()) AS jobs,
       (SELECT count(*)::int FROM event_deliveries WHERE done_at IS NOT NULL) AS deliveries,
       (SELECT count(*)::int FROM mails) AS mails`,
  );
  if (!rows[0]) throw new Error('The count came back empty.');
  return rows[0];
}
