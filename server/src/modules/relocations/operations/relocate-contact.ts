import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { start } from '@portico/contracts/relocations/routes.ts';
import type { Relocation } from '@portico/contracts/relocations/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { endSessionsOf } from '../../access/index.ts';
import { leaveGroups } from '../../contact-groups/index.ts';
import { type ContactFacts, companiesMerging, contactsUnderWay, findContact, holdContacts, moveContact } from '../../contacts/index.ts';
import { checkLockout, readStanding } from '../../portal-access/index.ts';
import { dropContactRights } from '../../rights/index.ts';
import { relocationView } from '../relocation-views.ts';
import { readReach } from '../relocations.reads.ts';
import { insertRelocation, stillRunning } from '../relocations.store.ts';
import { readTarget, whyNot } from '../who-moves.ts';

/**
 * The contact moves at once, with everything that gave it rights in the old company taken away; its tickets follow as a job, because
 * there may be ten thousand of them.
 */
export async function relocateContact(ctx: Ctx, input: Pick<InputOf<typeof start>, 'params' | 'body'>): Promise<Relocation> {
  const { id } = input.params;
  const { companyId, tickets, heirId, confirmLosing } = input.body;
  await readTarget(ctx, await findContact(ctx.tx, id), companyId);
  if (!(await holdContacts(ctx.tx, [id], [companyId]))) throw stillRunning();
  const { contact, to } = await readTarget(ctx, await findContact(ctx.tx, id), companyId);
  const refusal = whyNot(contact, to);
  if (refusal) throw refusal;
  if ((await contactsUnderWay(ctx.tx, [id])) || (await companiesMerging(ctx.tx, [companyId]))) throw stillRunning();
  await expectHeir(ctx, contact, tickets, heirId);
  const reach = await readReach(ctx.tx, id, contact.companyId, to.id, ctx.now);
  const standing = await readStanding(ctx.tx, { contactId: id });
  const version = await moveContact(ctx.tx, id, to.id, ctx.now);
  checkLockout({ before: standing, after: await readStanding(ctx.tx, { contactId: id }), confirmLosing });
  const groups = await leaveGroups(ctx, id);
  await dropContactRights(ctx, id);
  const sessions = await endSessionsOf(ctx, [id], null, 'by-admin');
  const of = tickets === 'stay' ? 0 : tickets === 'move' ? reach.tickets : reach.tickets + reach.groupTickets;
  const relocationId = await insertRelocation(ctx.tx, {
    contactId: id,
    fromCompanyId: contact.companyId,
    toCompanyId: to.id,
    tickets,
    heirId: tickets === 'hand-over' ? (heirId ?? null) : null,
    state: of === 0 ? 'done' : 'running',
    counts: { tickets: 0, of, groups, overrides: reach.overrides, sessions, colleagues: 0 },
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
    finishedAt: of === 0 ? ctx.now : null,
  });
  await ctx.emit({
    name: 'contact.relocated',
    entity: { kind: 'contact', id, version },
    payload: { relocationId, tickets },
    changes: { companyId: [contact.companyId, to.id] },
  });
  await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'contact', id }, payload: { accountIds: [id] } });
  if (of > 0) await ctx.services.jobs.send(ctx.tx, 'relocations.run', { relocationId });
  return relocationView(ctx, relocationId);
}

/** Another contact of the old company who can act; only where tickets are handed over. */
async function expectHeir(ctx: Ctx, contact: ContactFacts, tickets: string, heirId: number | undefined): Promise<void> {
  const heir = heirId === undefined ? null : await findContact(ctx.tx, heirId);
  const fits = heir !== null && heir.companyId === contact.companyId && heir.id !== contact.id && heir.active;
  if (tickets === 'hand-over' ? !fits : heirId !== undefined)
    throw new Refusal(422, 'relocation.heir', 'Choose an active contact of the old company who gets the tickets. Nothing was changed.', {
      fields: [{ path: 'heirId', code: 'heir', message: 'Choose an active contact of the old company.' }],
    });
}
