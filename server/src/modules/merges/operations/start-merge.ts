import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { start } from '@portico/contracts/merges/routes.ts';
import type { Merge } from '@portico/contracts/merges/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { nameTaken, refusing } from '../../../kernel/db/constraints.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { valuesToTake } from '../fields.rules.ts';
import { changeRow } from '../merge-rows.store.ts';
import { requireMerge } from '../merge-views.ts';
import { insertMerge } from '../merges.store.ts';
import { retireContact } from '../retire.ts';
import { holdSides, readSides, type Sides, whyNot } from '../sides.ts';

const UNDO_DAYS = 30;
const DAY_MS = 86_400_000;

/** What decides who may do what changes at once; the rows follow as a job. */
export async function startMerge(ctx: Ctx, input: Pick<InputOf<typeof start>, 'body'>): Promise<Merge> {
  const { kind, take = [] } = input.body;
  await readSides(ctx, input.body);
  await holdSides(ctx, kind, [input.body.loserId, input.body.winnerId]);
  // Somebody else may have merged one of them while we waited for the lock.
  const sides = await readSides(ctx, input.body);
  const refusal = await whyNot(ctx, sides);
  if (refusal) throw refusal;
  const { loser, winner } = sides;
  const id = await insertMerge(ctx.tx, {
    kind,
    loserId: loser.id,
    winnerId: winner.id,
    companyIds: [...new Set([loser.companyId, winner.companyId])],
    state: 'running',
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
    undoUntil: new Date(Date.parse(ctx.now) + UNDO_DAYS * DAY_MS).toISOString(),
  });
  if (kind === 'contact') await retireContact(ctx, id, loser.id, winner.id);
  await takeOver(ctx, id, sides, take);
  await ctx.emit({ name: `${kind}.mergeStarted`, entity: { kind, id: winner.id }, payload: { mergeId: id, loserId: loser.id } });
  if (kind === 'contact')
    await ctx.emit({ name: 'account.accessChanged', entity: { kind, id: loser.id }, payload: { accountIds: [loser.id, winner.id] } });
  await ctx.services.jobs.send(ctx.tx, 'merges.run', { mergeId: id });
  return requireMerge(ctx, id);
}

/** After the loser has given its address away, so that the winner can have it. */
async function takeOver(
  ctx: Ctx,
  mergeId: number,
  { kind, loser, winner }: Sides,
  take: NonNullable<InputOf<typeof start>['body']['take']>,
) {
  // Names of companies are unique: the stub keeps its own with its number.
  if (kind === 'company' && take.includes('name'))
    await changeRow(ctx.tx, mergeId, 'companies', loser.id, { name: `${loser.name.slice(0, 180)} (${loser.id})` });
  const taken = valuesToTake(kind, take, loser, winner);
  const refusals = {
    companies_name_key: nameTaken('company', 'company'),
    accounts_contact_email_key: () =>
      new Refusal(
        409,
        'contact.emailTaken',
        'A third contact of this company has the address that should be taken over. Nothing was changed.',
      ),
  };
  await refusing(refusals, async () => {
    for (const { table, values } of taken) await changeRow(ctx.tx, mergeId, table, winner.id, values);
  });
}
