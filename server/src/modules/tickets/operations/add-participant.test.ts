import { type ContactRights, PLAIN_RIGHTS } from '@portico/contracts/access/actor.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../../test/world.ts';
import { rooms } from '../tickets.rooms.ts';

let w: World;
let owner: Someone;
let colleague: Someone;
let stranger: Someone;
let tech: Someone;
beforeAll(async () => {
  w = await world();
  owner = await w.contact();
  colleague = await w.contact();
  stranger = await w.contact({ companyId: (await w.company()).id });
  tech = await w.tech();
});
afterAll(() => w?.close());

const add = (who: Someone, id: number, accountId: number, role: string) =>
  who.call('POST', `/tickets/${id}/participants`, { accountId, role });
const remove = (who: Someone, id: number, accountId: number) => who.call('DELETE', `/tickets/${id}/participants/${accountId}`);
const people = (reply: { body: { items: { person: { id: number }; role: string }[] } }) =>
  reply.body.items.map((one) => `${one.person.id} ${one.role}`);

describe('allows', () => {
  it('a contact to put a colleague in copy, who then sees the ticket and may leave', async () => {
    const ticket = await w.ticket({ from: owner });
    expect((await colleague.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
    expect(people(await add(owner, ticket.id, colleague.id, 'cc'))).toEqual([`${owner.id} owner`, `${colleague.id} cc`]);
    expect((await colleague.call('GET', `/tickets/${ticket.id}`)).status).toBe(200);
    expect((await remove(colleague, ticket.id, colleague.id)).status).toBe(200);
    expect((await colleague.call('GET', `/tickets/${ticket.id}`)).status).toBe(404);
  });

  it('techs to watch, which contacts are not told', async () => {
    const ticket = await w.ticket({ from: owner });
    w.hints.length = 0;
    expect(people(await add(tech, ticket.id, tech.id, 'watcher'))).toContain(`${tech.id} watcher`);
    expect(w.hints.flatMap((one) => one.rooms)).not.toContain(`ticket:${ticket.id}`);
    expect((await owner.call('GET', `/tickets/${ticket.id}`)).body.participants).toHaveLength(1);
    expect((await owner.call('GET', `/tickets/${ticket.id}/timeline`)).body.items).toHaveLength(1);
    expect((await tech.call('GET', `/tickets/${ticket.id}/timeline`)).body.items[1]).toMatchObject({
      kind: 'participants',
      visibility: 'internal',
    });
    expect((await remove(owner, ticket.id, tech.id)).body.code).toBe('participant.notFound');
  });

  it('the same person twice: nothing changes', async () => {
    const ticket = await w.ticket({ from: owner });
    await add(owner, ticket.id, colleague.id, 'cc');
    await add(owner, ticket.id, colleague.id, 'cc');
    expect((await owner.call('GET', `/tickets/${ticket.id}/timeline`)).body.items).toHaveLength(2);
  });
});

describe('refuses', () => {
  it('people of other companies, contacts as watchers, and the departure of the owner', async () => {
    const ticket = await w.ticket({ from: owner });
    for (const [who, id, role] of [
      [owner, stranger.id, 'cc'],
      [owner, 999_999, 'cc'],
      [owner, tech.id, 'watcher'],
      [tech, colleague.id, 'watcher'],
      [tech, stranger.id, 'cc'],
    ] as const) {
      const reply = await add(who, ticket.id, id, role);
      expect([reply.status, reply.body.code]).toEqual([422, 'participant.notAllowed']);
    }
    expect((await remove(tech, ticket.id, owner.id)).body.code).toBe('participant.notAllowed');
    expect((await add(stranger, ticket.id, stranger.id, 'cc')).body.code).toBe('ticket.notFound');
  });

  it('strangers in a catch-all company knowing of each other', async () => {
    const company = await w.company({ isCatchAll: true });
    const [one, other] = [await w.contact({ companyId: company.id, isManager: true }), await w.contact({ companyId: company.id })];
    const ticket = await w.ticket({ from: one });
    expect((await add(one, ticket.id, other.id, 'cc')).body.code).toBe('participant.notAllowed');
    expect((await one.call('POST', '/tickets', { title: 'x', contactId: other.id })).body.code).toMatch(
      /contact.notFound|ticket.fieldNotAllowed/,
    );
  });

  it('a contact removing somebody he did not add', async () => {
    const ticket = await w.ticket({ from: owner });
    await add(tech, ticket.id, colleague.id, 'cc');
    expect((await remove(owner, ticket.id, colleague.id)).body.code).toBe('participant.notAllowed');
    expect((await remove(tech, ticket.id, colleague.id)).status).toBe(200);
  });
});

describe('rooms', () => {
  it('are joined by the rules of reading; queues by staff only, a company’s tickets by its managers', async () => {
    const ticket = await w.ticket({ from: owner });
    const join = (prefix: string, actor: object, id: string) =>
      rooms.find((one) => one.prefix === prefix)!.mayJoin(w.db, actor as never, id);
    const none = { via: null, scopes: null, sessionId: null };
    const as = (who: Someone, isManager = false, rights: Partial<ContactRights> = {}) => ({
      ...none,
      kind: 'contact',
      audience: 'contact',
      accountId: who.id,
      companyId: who.companyId,
      isManager,
      rights: { ...PLAIN_RIGHTS, ...rights },
    });
    const staff = {
      ...none,
      kind: 'tech',
      audience: 'tech',
      accountId: tech.id,
      role: 'member',
      queueIds: [w.desk.queues[0]!.id],
      companyIds: null,
      categoryIds: null,
      teamIds: [],
    };
    expect(await join('ticket', as(owner), String(ticket.id))).toBe(true);
    expect(await join('ticket', as(colleague), String(ticket.id))).toBe(false);
    expect(await join('ticket', as(colleague, true), String(ticket.id))).toBe(true);
    expect(await join('ticket', staff, String(ticket.id))).toBe(true);
    expect(await join('ticket', as(owner), `${ticket.id}#staff`)).toBe(false);
    expect(await join('ticket', as(owner), '1e9')).toBe(false);
    expect(await join('queue', as(owner, true), String(w.desk.queues[0]!.id))).toBe(false);
    expect(await join('queue', staff, String(w.desk.queues[0]!.id))).toBe(true);
    expect(await join('queue', staff, String(w.desk.queues[1]!.id))).toBe(false);
    expect(await join('company-tickets', as(owner, true), String(owner.companyId))).toBe(true);
    expect(await join('company-tickets', as(owner), String(owner.companyId))).toBe(false);
    expect(await join('company-tickets', as(owner, false, { allTickets: true }), String(owner.companyId))).toBe(true);
    expect(await join('company-tickets', as(owner, true, { queueIds: [ticket.queueId] }), String(owner.companyId))).toBe(false);
    expect(await join('ticket', as(owner, true, { queueIds: [] }), String(ticket.id))).toBe(false);
    expect(await join('company-tickets', as(stranger, true), String(owner.companyId))).toBe(false);
  });
});
