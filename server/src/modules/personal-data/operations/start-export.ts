import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { makeExport } from '@portico/contracts/personal-data/routes.ts';
import type { PersonalExport } from '@portico/contracts/personal-data/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { lockContact } from '../../contacts/index.ts';
import { findExport } from '../personal-data.reads.ts';
import { hasRunningExport, insertExport } from '../personal-data.store.ts';
import { expectThere, exportViews, requirePerson } from '../who.ts';

export async function startExport(ctx: Ctx, input: Pick<InputOf<typeof makeExport>, 'params'>): Promise<PersonalExport> {
  const { id } = input.params;
  await requirePerson(ctx, id);
  await lockContact(ctx.tx, id);
  expectThere(await requirePerson(ctx, id));
  if (await hasRunningExport(ctx.tx, id))
    throw new Refusal(409, 'personalExport.running', 'A file of this person’s data is being made already. Wait until it is done.');
  const exportId = await insertExport(ctx.tx, { accountId: id, state: 'running', createdBy: ctx.actor.accountId, createdAt: ctx.now });
  await ctx.emit({ name: 'personalData.exportStarted', entity: { kind: 'contact', id }, payload: { exportId } });
  await ctx.services.jobs.send(ctx.tx, 'personal-data.export', { exportId });
  const row = await findExport(ctx.tx, exportId);
  const [view] = row ? await exportViews(ctx, [row]) : [];
  if (!view) throw new Error('The export is gone.');
  return view;
}
