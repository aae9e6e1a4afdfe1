import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { erase } from '@portico/contracts/personal-data/routes.ts';
import type { Erasure } from '@portico/contracts/personal-data/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { endSessionsOf } from '../../access/index.ts';
import { holdContacts } from '../../contacts/index.ts';
import { findErasure } from '../personal-data.reads.ts';
import { closeMerges, disablePerson, insertErasure } from '../personal-data.store.ts';
import { expectThere, requirePerson } from '../who.ts';

/** The person is shut out at once; what is kept goes as a job, in portions. */
export async function erasePerson(ctx: Ctx, input: Pick<InputOf<typeof erase>, 'params' | 'body'>): Promise<Erasure> {
  const { id } = input.params;
  await requirePerson(ctx, id);
  const held = await holdContacts(ctx.tx, [id]);
  const person = await requirePerson(ctx, id);
  if (!held || person.erasing || person.busy)
    throw new Refusal(409, 'erasure.busy', 'This contact is being moved, merged or erased at this moment. Wait until that is done.');
  if (!person.halfErased) expectThere(person);
  const typed = input.body.confirm.trim().toLowerCase();
  if (typed !== (person.email ?? person.name).toLowerCase())
    throw new Refusal(422, 'erasure.confirm', 'What you typed is not the address of this person. Nothing was erased.', {
      fields: [{ path: 'confirm', code: 'confirm', message: 'Type the address exactly as it is shown.' }],
    });
  await disablePerson(ctx.tx, id, ctx.now);
  await endSessionsOf(ctx, [id], null, 'by-admin');
  await closeMerges(ctx.tx, id, ctx.now);
  const erasureId = await insertErasure(ctx.tx, {
    accountId: id,
    redactTexts: input.body.redactTexts,
    state: 'running',
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
  });
  await ctx.emit({ name: 'personalData.erasureStarted', entity: { kind: 'contact', id }, payload: { erasureId } });
  await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'contact', id }, payload: { accountIds: [id] } });
  await ctx.services.jobs.send(ctx.tx, 'personal-data.erase', { erasureId });
  const row = await findErasure(ctx.tx, erasureId);
  if (!row) throw new Error('The erasure is gone.');
  const { state, redactTexts, counts, createdAt } = row;
  return { id: row.id, state, redactTexts, counts, createdAt };
}
