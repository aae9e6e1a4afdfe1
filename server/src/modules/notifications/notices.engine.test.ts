import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel } from '../../../test/harness.ts';
import type { Ctx } from '../../kernel/context.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import type { Module, NoticeDeclaration, NoticeRecipient } from '../../kernel/module.ts';
import { emailModule } from '../email/index.ts';
import { settingsModule } from '../settings/index.ts';
import { createNotificationsModule } from './index.ts';

// Lamps: a product of two facts that the engine has never heard of.
let recipients: NoticeRecipient[] = [];
let topics: Record<string, string> = {};
let mayRead = true;
let isThere = true;
const notice = (kind: string, rank: number): NoticeDeclaration => ({
  kind,
  rank,
  topics: [
    { key: 'lamps.all', audience: 'tech', email: 'immediate' },
    { key: 'lamps.bell', audience: 'tech', email: 'disabled' },
    { key: 'lamps.mail', audience: 'tech', email: 'immediate', inApp: false },
  ],
  recipients: async (_db, { name }) => recipients.map((one) => ({ ...one, topic: topics[name] ?? one.topic })),
  mayRead: async () => mayRead,
  visibleTo: () => sql`true`,
  render: async () =>
    isThere
      ? {
          subject: { key: `${kind}.subject`, values: { title: kind, number: 7 } },
          lead: { key: `${kind}.lead`, values: { author: '' } },
          html: `<p>${kind}</p>`,
          text: kind,
          link: '/portal/lamps/7',
          threadKey: 'lamp:7',
        }
      : null,
});
const lamps: Module = {
  name: 'lamps',
  events: [
    { name: 'lamp.dimmed', rooms: () => [], publicFields: [], notice: notice('lamp.dimmed', 1) },
    { name: 'lamp.switched', rooms: () => [], publicFields: [], notice: notice('lamp.switched', 5) },
    { name: 'lamp.dusted', rooms: () => [], publicFields: [] },
  ],
};

let kernel: TestKernel;
let mira: number;
let sam: number;
beforeAll(async () => {
  kernel = await testKernel({
    modules: [settingsModule, lamps, emailModule, createNotificationsModule([lamps])],
    env: { PORTICO_DEMO: '1' },
  });
  const account = async (name: string): Promise<number> => {
    const { rows } = await kernel.db.execute<{ id: number }>(
      sql`insert into accounts (kind, email, name, search, created_at, updated_at) values ('tech', ${`${name}-${randomUUID()}@example.test`}, ${name}, '', now(), now()) returning id`,
    );
    return rows[0]!.id;
  };
  mira = await account('Mira');
  sam = await account('Sam');
});
afterAll(() => kernel.close());
beforeEach(async () => {
  await kernel.db.execute(sql`delete from notices`);
  await kernel.db.execute(sql`delete from mails`);
  await kernel.db.execute(sql`delete from inbox_messages`);
  kernel.hints.length = 0;
  recipients = [{ accountId: mira, topic: 'lamps.all' }];
  topics = {};
  mayRead = true;
  isThere = true;
});

const report = (names: readonly string[], more: { quiet?: boolean; by?: number; payload?: Record<string, unknown>; fail?: boolean } = {}) =>
  kernel.operations.write(
    {
      actor: more.by ? ({ ...systemActor('test'), kind: 'tech', accountId: more.by } as never) : systemActor('test'),
      origin: 'job',
      quiet: more.quiet ?? false,
    },
    async (ctx: Ctx) => {
      for (const name of names) await ctx.emit({ name, entity: { kind: 'lamp', id: 7 }, payload: more.payload ?? {} });
      if (more.fail) throw new Error('rolled back');
    },
  );
type Row = Record<string, unknown>;
const noticesOf = async () => (await kernel.db.execute<Row>(sql`select * from notices order by account_id`)).rows;
const mailsOf = async () => (await kernel.db.execute<Row>(sql`select * from mails order by id`)).rows;

describe('emits', () => {
  it('one notice and one mail per change and person, for the weightiest fact', async () => {
    await report(['lamp.dimmed', 'lamp.dusted', 'lamp.switched']);
    await kernel.drain();
    expect(await noticesOf()).toMatchObject([{ account_id: mira, kind: 'lamp.switched', read_at: null, link: '/portal/lamps/7' }]);
    expect(await mailsOf()).toMatchObject([{ account_id: mira, kind: 'lamp.switched', state: 'sent', subject: 'lamp.switched [#7]' }]);
    expect(kernel.hints.filter(({ hint }) => hint.kind === 'notice')).toMatchObject([{ rooms: [`account:${mira}`] }]);
  });

  it('nothing twice when a delivery runs again', async () => {
    await report(['lamp.switched', 'lamp.dimmed']);
    await kernel.drain();
    await kernel.db.execute(sql`update event_deliveries set done_at = null where subscriber = 'notices'`);
    const { rows } = await kernel.db.execute<{ id: number }>(sql`select id from events where name like 'lamp.%' order by id desc limit 2`);
    for (const { id } of rows) {
      await kernel.database.transaction((tx) => kernel.jobs.send(tx, 'events.deliver', { eventId: id, subscriber: 'notices' }));
    }
    await kernel.drain();
    expect([(await noticesOf()).length, (await mailsOf()).length]).toEqual([1, 1]);
  });

  it('the same thread for all mails of one thing', async () => {
    await report(['lamp.switched']);
    await report(['lamp.dimmed']);
    await kernel.drain();
    const [first, second] = await mailsOf();
    expect(first?.headers).toEqual(second?.headers);
    expect(first?.headers).toMatchObject({ References: expect.stringMatching(/^<thread\.[0-9a-f]{32}@/) });
    expect(first?.message_id).not.toBe(second?.message_id);
  });

  it('by the channels of its topic', async () => {
    recipients = [
      { accountId: mira, topic: 'lamps.bell' },
      { accountId: sam, topic: 'lamps.mail' },
    ];
    await report(['lamp.switched']);
    await kernel.drain();
    expect(await noticesOf()).toMatchObject([
      { account_id: mira, read_at: null },
      { account_id: sam, read_at: expect.any(String) },
    ]);
    expect(await mailsOf()).toMatchObject([{ account_id: sam }]);
  });

  it('the fact that is wanted, where the weightier one of a change is silenced', async () => {
    await kernel.db.execute(
      sql`insert into notification_choices (account_id, topic, in_app, email) values (${mira}, 'lamps.all', false, 'disabled')`,
    );
    topics = { 'lamp.dimmed': 'lamps.bell' };
    await report(['lamp.dimmed', 'lamp.switched']);
    await kernel.drain();
    await kernel.db.execute(sql`delete from notification_choices`);
    expect(await noticesOf()).toMatchObject([{ kind: 'lamp.dimmed', topic: 'lamps.bell', shown: true }]);
    expect(await mailsOf()).toEqual([]);
  });

  it('the name of the workspace where nobody did it', async () => {
    await report(['lamp.switched']);
    await kernel.drain();
    expect((await noticesOf())[0]?.lead).toEqual({ key: 'lamp.switched.lead', values: { author: 'Portico' } });
  });
});

describe('refuses', () => {
  it('to tell authors, to tell of quiet events, and to tell of what was rolled back', async () => {
    await report(['lamp.switched'], { by: mira });
    await report(['lamp.switched'], { quiet: true });
    await expect(report(['lamp.switched'], { fail: true })).rejects.toThrow('rolled back');
    await kernel.drain();
    expect([await noticesOf(), await mailsOf()]).toEqual([[], []]);
  });

  it('who may not read it when the notice is made', async () => {
    mayRead = false;
    await report(['lamp.switched']);
    await kernel.drain();
    expect([await noticesOf(), await mailsOf()]).toEqual([[], []]);
  });

  it.each([
    [
      'rights were taken away',
      () => {
        mayRead = false;
      },
    ],
    [
      'the words were deleted',
      () => {
        isThere = false;
      },
    ],
  ])('to send the mail when %s before it left', async (_what, change) => {
    await report(['lamp.switched']);
    const before = kernel.services.mail;
    Object.assign(kernel.services, {
      mail: { kind: 'smtp', close: () => {}, send: () => Promise.reject(new Error('down')) },
    });
    await kernel.drain({ failures: 'allow' });
    expect(await mailsOf()).toMatchObject([{ state: 'queued' }]);
    change();
    Object.assign(kernel.services, { mail: before });
    // The next attempt is planned for later.
    kernel.shift(3_600_000);
    await kernel.drain();
    expect(await mailsOf()).toMatchObject([{ state: 'suppressed' }]);
    expect((await kernel.db.execute(sql`select 1 from inbox_messages`)).rows).toEqual([]);
  });

  it('to tell a contact what is marked as internal, whatever the declaration says', async () => {
    await kernel.db.execute(
      sql`insert into companies (name, search, created_at, updated_at) select 'Acme', '', now(), now() where not exists (select 1 from companies)`,
    );
    const { rows } = await kernel.db.execute<{ id: number }>(
      sql`insert into accounts (kind, company_id, email, name, search, created_at, updated_at) select 'contact', min(id), 'c@example.test', 'C', '', now(), now() from companies returning id`,
    );
    recipients = [
      { accountId: rows[0]!.id, topic: 'lamps.all' },
      { accountId: mira, topic: 'lamps.bell' },
    ];
    await report(['lamp.switched'], { payload: { visibility: 'internal' } });
    await report(['lamp.dimmed'], { payload: { shown: false } });
    await kernel.drain();
    expect((await noticesOf()).every((one) => one.account_id === mira)).toBe(true);
    expect(await mailsOf()).toEqual([]);
  });
});
