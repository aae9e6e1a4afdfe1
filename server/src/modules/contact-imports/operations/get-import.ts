import type { get } from '@portico/contracts/contact-imports/routes.ts';
import type { ContactImport } from '@portico/contracts/contact-imports/shapes.ts';
import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { importView, requireImport } from '../import-access.ts';

export async function getImport(ctx: Ctx, input: Pick<InputOf<typeof get>, 'params'>): Promise<ContactImport> {
  return importView(await requireImport(ctx, input.params.id));
}
