import type { Ctx } from '../../../kernel/context.ts';
import { handOverTicketsOf, moveTicketsOf, reindexTicketsOf } from '../../tickets/index.ts';
import { lockRelocation, updateRelocation } from '../relocations.store.ts';

const PORTION = 500;

/** In portions, each a transaction together with how far it came: after a kill the next run goes on right behind the last one. */
export async function runRelocation(ctx: Ctx, relocationId: number, portion = PORTION): Promise<void> {
  for (;;) {
    const more = await ctx.services.write(ctx, (writing) => runPortion(writing, relocationId, portion));
    if (!more) return;
  }
}

async function runPortion(ctx: Ctx, id: number, limit: number): Promise<boolean> {
  const row = await lockRelocation(ctx.tx, id);
  if (row?.state !== 'running') return false;
  const { contactId, fromCompanyId, toCompanyId, heirId, position, createdBy, counts } = row;
  const what = { contactId, fromCompanyId, after: position, limit, by: createdBy };
  const done =
    row.tickets === 'move'
      ? await moveTicketsOf(ctx, { ...what, toCompanyId })
      : await handOverTicketsOf(ctx, { ...what, heirId: heirId ?? contactId });
  if (done.last === null) {
    await updateRelocation(ctx.tx, id, { state: 'done', finishedAt: ctx.now });
    await reindexTicketsOf(ctx, { accountId: heirId ?? contactId });
    // Whoever has one of these tickets open and may no longer see it leaves its room; the others come back at once.
    ctx.services.realtime.evict({ companyId: fromCompanyId });
    await ctx.emit({ name: 'contact.relocationDone', entity: { kind: 'contact', id: contactId }, payload: { relocationId: id } });
    return false;
  }
  await updateRelocation(ctx.tx, id, {
    position: done.last,
    counts: { ...counts, tickets: counts.tickets + done.count, colleagues: counts.colleagues + done.left },
  });
  return true;
}
