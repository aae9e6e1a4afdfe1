import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { takeBack } from '@portico/contracts/profiles/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { findTech } from '../../techs/index.ts';
import { lockAssignee, takeHandedOver } from '../hand-over.store.ts';
import { eachAlone, writeNote } from '../hand-over.ts';
import { changeTicket } from '../tickets.update.ts';

/** Back from being away: the tickets that are still where they were put come back, or stay there; either way the question is answered. */
export async function takeBackTickets(ctx: Ctx, input: { readonly body: BodyOf<typeof takeBack> }): Promise<ReplyOf<typeof takeBack>> {
  const tech = ctx.actor.kind === 'tech' ? await findTech(ctx.tx, ctx.actor.accountId) : null;
  if (!tech) throw notFound('account');
  const waiting = await takeHandedOver(ctx.tx, tech.id);
  if (!input.body.takeBack) return { changed: [] };
  const desk = await loadServiceDesk(ctx.tx);
  const changed: number[] = [];
  for (const { id, givenTo } of waiting) {
    const done = await eachAlone(ctx, async (alone) => {
      if ((await lockAssignee(alone.tx, id)) !== givenTo) return false;
      await changeTicket(alone, id, { assigneeId: tech.id }, desk);
      await writeNote(alone, id, { key: 'back', name: tech.name, other: '' });
      return true;
    });
    if (done) changed.push(id);
  }
  return { changed };
}
