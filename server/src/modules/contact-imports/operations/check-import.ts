import type { check } from '@portico/contracts/contact-imports/routes.ts';
import type { ContactImport } from '@portico/contracts/contact-imports/shapes.ts';
import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { isUsable } from '../contact-imports.rules.ts';
import { updateImport } from '../contact-imports.store.ts';
import { importView, requireImport, requireState } from '../import-access.ts';

/** May be asked again with other columns, until the import is started. */
export async function checkImport(ctx: Ctx, input: Pick<InputOf<typeof check>, 'params' | 'body'>): Promise<ContactImport> {
  const found = await requireImport(ctx, input.params.id, true);
  requireState(found, ['uploaded', 'checked', 'failed']);
  const { mapping, mode } = input.body;
  if (found.storageKey === null) throw new Refusal(409, 'import.state', 'The file was forgotten meanwhile. Upload it again.');
  if (!isUsable(mapping, found.columns.length))
    throw new Refusal(422, 'import.mapping', 'Choose the column of the e-mail address, and that of the full or the given name.');
  await updateImport(ctx.tx, found.id, { mapping, mode, state: 'checking', position: 0, total: 0, counts: {}, problem: null });
  await ctx.services.jobs.send(ctx.tx, 'contact-imports.check', { importId: found.id });
  return importView(await requireImport(ctx, found.id));
}
