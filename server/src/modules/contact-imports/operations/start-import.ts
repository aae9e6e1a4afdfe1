import type { start } from '@portico/contracts/contact-imports/routes.ts';
import type { ContactImport } from '@portico/contracts/contact-imports/shapes.ts';
import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { updateImport } from '../contact-imports.store.ts';
import { importView, requireImport, requireState } from '../import-access.ts';

export async function startImport(ctx: Ctx, input: Pick<InputOf<typeof start>, 'params'>): Promise<ContactImport> {
  const found = await requireImport(ctx, input.params.id, true);
  requireState(found, ['checked']);
  await updateImport(ctx.tx, found.id, { state: 'running', position: 0 });
  await ctx.services.jobs.send(ctx.tx, 'contact-imports.run', { importId: found.id });
  return importView(await requireImport(ctx, found.id));
}
