import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { preview } from '@portico/contracts/relocations/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { findCompany } from '../../companies/index.ts';
import { findContact } from '../../contacts/index.ts';
import { listGroupsOf, readReach } from '../relocations.reads.ts';
import { readTarget, whyNot } from '../who-moves.ts';

export async function previewRelocation(ctx: Ctx, input: InputOf<typeof preview>): Promise<ReplyOf<typeof preview>> {
  const { contact, to } = await readTarget(ctx, await findContact(ctx.tx, input.params.id), input.query.companyId);
  const { emailTaken, ...reach } = await readReach(ctx.tx, contact.id, contact.companyId, to.id, ctx.now);
  const refusal = whyNot(contact, to);
  const from = await findCompany(ctx.tx, contact.companyId);
  return {
    ...reach,
    from: { id: contact.companyId, name: from?.name ?? '' },
    to: { id: to.id, name: to.name },
    blocked: refusal?.code ?? (emailTaken ? 'contact.emailTaken' : null),
    groups: await listGroupsOf(ctx.tx, contact.id),
  };
}
