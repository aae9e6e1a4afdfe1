import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { canReadContact } from '../../contacts/index.ts';
import { findContactFacts } from '../rights.reads.ts';
import { viewAt } from '../rights.rules.ts';

interface OfOne {
  readonly params: { readonly id: number };
}

export async function getContactRights(ctx: Ctx, { params: { id } }: OfOne): Promise<RightsView> {
  const contact = await findContactFacts(ctx.tx, id);
  if (!contact || !canReadContact(ctx.actor, contact)) throw notFound('contact');
  return viewAt('contact', { ...contact.flags, roles: contact }, contact.queues);
}
