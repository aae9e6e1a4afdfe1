import { SCOPES } from '@portico/contracts/access/shapes.ts';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { nowIso } from '../../src/kernel/clock.ts';
import { insertGroup, insertMember } from '../group-samples.ts';
import { type Someone, type World, world } from '../world.ts';
import { type Caller, callersOf, type Kind, type People } from './actors.ts';

/** Stands in everything that is internal. Whatever a contact receives must not contain it, in any case of letters. */
export const MARK = 'zqinternal';

export interface Scene {
  readonly w: World;
  readonly home: { readonly id: number };
  readonly away: { readonly id: number };
  readonly queueId: number;
  readonly otherQueueId: number;
  readonly people: Record<'owner' | 'cc' | 'collg' | 'manag' | 'forgn' | 'member' | 'master' | 'admin', Someone>;
  /** Targets of administration, so that nobody who asks is changed. */
  readonly spareContact: Someone;
  readonly spareTech: Someone;
  readonly callers: Record<Kind, Caller>;
  /** The owner's ticket: somebody in copy, an internal note, files of both kinds, tags, a team. */
  readonly ticketId: number;
  readonly publicComment: number;
  readonly note: number;
  readonly files: { readonly public: number; readonly text: number; readonly internal: number; readonly inline: number };
  readonly teamId: number;
  /** A group at home: the owner is a regular member, the one in copy a guest. */
  readonly groupId: number;
  readonly serviceTypeId: number;
  readonly png: Buffer;
  readonly mailId: number;
  readonly inboxId: number;
  /** A new ticket like the first one; `closed` and `archived` set its state. The same until one was `used`. */
  ticket(state?: 'open' | 'closed' | 'archived'): Promise<number>;
  /** An upload of the owner that belongs to nothing yet. The same until one was `used`. */
  waiting(): Promise<number>;
  /** What was made to be used up has been: the next one is new. */
  used(): void;
  upload(by: Someone, name: string, bytes?: Buffer): Promise<number>;
  unique(): number;
}

export async function scene(): Promise<Scene> {
  // A demo workspace, so that the local inbox exists.
  const w = await world({ env: { PORTICO_DEMO: '1' } });
  const png = await sharp({ create: { width: 12, height: 12, channels: 3, background: '#36c' } })
    .png()
    .toBuffer();
  const [home, away] = [await w.company({ name: 'Home' }), await w.company({ name: 'Away' })];
  const [queueId, otherQueueId] = w.desk.queues.map((queue) => queue.id) as [number, number];
  const contact = (name: string, companyId: number, isManager = false) => w.contact({ name, companyId, isManager });
  const staff = (name: string, values: Parameters<World['tech']>[0]) =>
    w.tech({ name, email: `${MARK}.${name.replace(' ', '.')}@example.test`.toLowerCase(), ...values });
  const byKind = {
    forgn: await contact('Fern Foreign', away.id),
    collg: await contact('Cole Colleague', home.id),
    cc: await contact('Cora Copy', home.id),
    owner: await contact('Olga Owner', home.id),
    manag: await contact('Manu Manager', home.id, true),
    stream: await staff('Stella Stream', { role: 'streamline', queueIds: [queueId], companyIds: [home.id] }),
    member: await staff('Mick Member', { role: 'member' }),
    advan: await staff('Ada Advanced', { role: 'advanced' }),
    admin: await staff('Anna Admin', { role: 'admin' }),
    master: await staff('Max Master', { role: 'master-admin' }),
    otherQ: await staff('Quinn Queue', { role: 'master-admin', queueIds: [otherQueueId] }),
    otherC: await staff('Carl Company', { role: 'master-admin', companyIds: [away.id] }),
  };
  const gone = await contact('Gus Gone', home.id);
  const deadTech = await staff('Dora Dead', { role: 'master-admin' });
  const spareContact = await contact('Sam Spare', home.id);
  const spareTech = await staff('Sid Spare', {});
  await w.db.execute(sql`update accounts set active = false where id in (${gone.id}, ${deadTech.id})`);
  const people: People = { provenEmail: `nobody${Date.parse(nowIso())}@example.test`, gone, deadTech, byKind };
  const callers = await callersOf(
    w,
    people,
    SCOPES.filter((scope) => scope !== '*'),
  );
  const { owner, cc, member, master, admin } = byKind;
  await plantMarks(w, home.id, owner.id);
  const upload: Scene['upload'] = async (by, name, bytes = png) => {
    const headers = { cookie: by.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' };
    const answer = await w.app.inject({ method: 'POST', url: `/api/v1/files?name=${encodeURIComponent(name)}`, headers, payload: bytes });
    if (answer.statusCode !== 201) throw new Error(`The upload was refused: ${answer.body}`);
    return answer.json().id;
  };
  const spare = new Map<string, number>();
  const keep = async (key: string, make: () => Promise<number>): Promise<number> => {
    const id = spare.get(key) ?? (await make());
    spare.set(key, id);
    return id;
  };
  let counter = 0;
  const unique = () => ++counter;
  const files = {
    public: await upload(owner, 'public.png'),
    text: await upload(owner, 'public.txt', Buffer.from('words of the customer')),
    inline: await upload(owner, 'inline.png'),
    internal: await upload(member, `${MARK}.txt`, Buffer.from(`words of staff ${MARK}`)),
  };
  const groupId = await insertGroup(w.db, home.id, 'Purchasing');
  await insertMember(w.db, groupId, owner.id, 'regular');
  await insertMember(w.db, groupId, cc.id, 'guest');
  const team = await w.team({ name: 'First line', members: [{ techId: member.id }] });
  const types = await master.call('POST', '/service-types', { name: 'New laptop', published: true });
  const body = {
    title: 'Secretless printer',
    descriptionHtml: `<p>Look <img src="file:${files.inline}"></p>`,
    fileIds: [files.public, files.text],
  };
  const made = await must(owner.call('POST', '/tickets', body));
  await must(owner.call('POST', `/tickets/${made.id}/participants`, { accountId: cc.id, role: 'cc' }));
  await must(member.call('POST', `/tickets/${made.id}/participants`, { accountId: member.id, role: 'watcher' }));
  await must(admin.call('PATCH', `/tickets/${made.id}`, { tags: [MARK], teamId: team.id, dueAt: '2031-01-01T00:00:00.000Z' }));
  await w.db.execute(sql`update tickets set attributes = ${JSON.stringify({ [MARK]: MARK })} where id = ${made.id}`);
  const words = await must(owner.call('POST', `/tickets/${made.id}/comments`, { bodyHtml: '<p>Any news?</p>' }));
  const note = await must(
    member.call('POST', `/tickets/${made.id}/comments`, {
      bodyHtml: `<p>${MARK} note</p>`,
      visibility: 'internal',
      fileIds: [files.internal],
    }),
  );
  await must(admin.call('POST', '/mails/test', { to: 'somebody@example.test' }));
  await w.drain({ failures: 'allow' });
  const mail = await w.db.execute<{ id: number }>(sql`select id from mails where kind = 'test'`);
  await w.db.execute(sql`insert into inbox_messages (message_id, from_address, to_address, subject, received_at)
    values ('<one@example.test>', 'a@example.test', 'b@example.test', 'Hello', ${nowIso()})`);
  const inbox = await w.db.execute<{ id: number }>(sql`select min(id)::int as id from inbox_messages`);
  return {
    w,
    home,
    away,
    queueId,
    otherQueueId,
    people: { ...byKind },
    spareContact,
    spareTech,
    callers,
    ticketId: made.id,
    publicComment: words.id,
    note: note.id,
    files,
    teamId: team.id,
    groupId,
    serviceTypeId: types.body.id,
    png,
    mailId: mail.rows[0]!.id,
    inboxId: inbox.rows[0]!.id,
    unique,
    upload,
    used: () => spare.clear(),
    waiting: () => keep('waiting', () => upload(owner, 'waiting.txt', Buffer.from('not sent yet'))),
    ticket: (state = 'open') =>
      keep(state, async () => {
        const one = await w.ticket({ from: owner, title: `Printer ${unique()}` });
        await must(owner.call('POST', `/tickets/${one.id}/participants`, { accountId: cc.id, role: 'cc' }));
        if (state === 'closed') await must(owner.call('POST', `/tickets/${one.id}/close`, {}));
        if (state === 'archived') await must(admin.call('DELETE', `/tickets/${one.id}`));
        return one.id;
      }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the reply as it came
async function must(call: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await call;
  if (status >= 300) throw new Error(`The scene was refused: ${JSON.stringify(body)}`);
  return body;
}

/** Whatever only staff may know carries the mark: notes about people, names of queues, sources and categories, staff's own data. */
async function plantMarks(w: World, companyId: number, contactId: number): Promise<void> {
  await w.db.execute(sql`update companies set notes = ${MARK}, identifier = ${MARK} where id = ${companyId}`);
  await w.db.execute(sql`update contacts set notes = ${MARK} where id = ${contactId}`);
  await w.db.execute(sql`update accounts set department = ${MARK}, office = ${MARK}, phone = ${MARK} where kind = 'tech'`);
  for (const table of ['queues', 'sources', 'categories'])
    await w.db.execute(sql`update ${sql.raw(table)} set name = name || ${` ${MARK}`}`);
  await w.db.execute(sql`update queues set description = ${MARK}`);
}
