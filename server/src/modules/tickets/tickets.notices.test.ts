import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import type { StoredEvent } from '../../kernel/module.ts';
import { notices } from './tickets.notices.ts';

let w: World;
let owner: Someone;
let copied: Someone;
let assignee: Someone;
let watcher: Someone;
let ticketId: number;
beforeAll(async () => {
  w = await world();
  [owner, copied] = [await w.contact(), await w.contact({ name: 'Cora Copy' })];
  [assignee, watcher] = [await w.tech(), await w.tech()];
  ticketId = (await w.ticket({ from: owner, title: 'Notices' })).id;
  await owner.call('POST', `/tickets/${ticketId}/participants`, { accountId: copied.id, role: 'cc' });
  await assignee.call('PATCH', `/tickets/${ticketId}`, { assigneeId: assignee.id });
  await watcher.call('POST', `/tickets/${ticketId}/participants`, { accountId: watcher.id, role: 'watcher' });
});
afterAll(() => w?.close());

async function newestEvent(name: string): Promise<StoredEvent> {
  const { rows } = await w.db.execute(sql`select * from events where name = ${name} order by id desc limit 1`);
  const row = rows[0] as {
    id: number;
    name: string;
    entity_id: number;
    payload: object;
    changes: object;
    change_id: string;
    actor: object;
  };
  return { ...row, entity: { kind: 'ticket', id: row.entity_id, version: null }, changeId: row.change_id } as unknown as StoredEvent;
}
async function told(name: string): Promise<Record<number, string>> {
  const event = await newestEvent(name);
  const found = await notices[name]!.recipients(w.db, event);
  return Object.fromEntries(found.map((one) => [one.accountId, one.topic]));
}
const say = (who: Someone, more: object = {}) => who.call('POST', `/tickets/${ticketId}/comments`, { bodyHtml: '<p>Word</p>', ...more });

describe('tells', () => {
  it('everybody by what the ticket is to him, when a tech answers', async () => {
    await say(assignee);
    expect(await told('ticket.commented')).toEqual({
      [owner.id]: 'requests.answered',
      [copied.id]: 'requests.copied',
      [assignee.id]: 'tickets.mine',
      [watcher.id]: 'tickets.watched',
    });
  });

  it('who has it that the customer replied', async () => {
    await say(owner);
    expect(await told('ticket.commented')).toMatchObject({
      [assignee.id]: 'tickets.customerReplied',
      [watcher.id]: 'tickets.watched',
      [copied.id]: 'requests.copied',
    });
  });

  it('staff only of internal notes', async () => {
    await say(watcher, { visibility: 'internal' });
    expect(await told('ticket.commented')).toEqual({ [assignee.id]: 'tickets.mine', [watcher.id]: 'tickets.watched' });
    const event = await newestEvent('ticket.commented');
    expect(await notices['ticket.commented']!.mayRead(w.db, event, owner.id)).toBe(false);
    expect(await notices['ticket.commented']!.render(w.db, event, owner.id)).toBeNull();
    expect(await notices['ticket.commented']!.mayRead(w.db, event, assignee.id)).toBe(true);
  });

  it('one of a change: a status that came with a comment is not told again', async () => {
    await say(assignee, { statusId: w.desk.statuses.find((one) => one.kind === 'waiting-you')!.id });
    expect(await told('ticket.statusChanged')).toEqual({});
    await assignee.call('PATCH', `/tickets/${ticketId}`, { statusId: w.desk.statuses.find((one) => one.kind === 'progress')!.id });
    expect(await told('ticket.statusChanged')).toEqual({ [owner.id]: 'requests.status' });
  });

  it('the new assignee, and the owner when it is closed', async () => {
    await assignee.call('PATCH', `/tickets/${ticketId}`, { assigneeId: watcher.id });
    expect(await told('ticket.assigned')).toEqual({ [watcher.id]: 'tickets.assigned' });
    await watcher.call('POST', `/tickets/${ticketId}/close`);
    expect([await told('ticket.closed'), await told('ticket.statusChanged')]).toEqual([{ [owner.id]: 'requests.status' }, {}]);
  });
});

describe('says', () => {
  it('what there is to read, in the recipient’s own portal, and nothing once it is deleted', async () => {
    const comment = (await say(assignee)).body;
    const event = await newestEvent('ticket.commented');
    const notice = notices['ticket.commented']!;
    expect(await notice.render(w.db, event, owner.id)).toMatchObject({
      html: '<p>Word</p>',
      text: 'Word',
      link: `/portal/tickets/${ticketId}`,
      threadKey: `ticket:${ticketId}`,
    });
    expect((await notice.render(w.db, event, watcher.id))?.link).toBe(`/tech/tickets/${ticketId}`);
    await assignee.call('DELETE', `/comments/${comment.id}`);
    expect(await notice.render(w.db, event, owner.id)).toBeNull();
  });

  it('nothing to whoever lost the right meanwhile', async () => {
    await say(assignee);
    const event = await newestEvent('ticket.commented');
    expect(await notices['ticket.commented']!.mayRead(w.db, event, copied.id)).toBe(true);
    await copied.call('DELETE', `/tickets/${ticketId}/participants/${copied.id}`);
    expect(await notices['ticket.commented']!.mayRead(w.db, event, copied.id)).toBe(false);
  });
});
