import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { contactView } from '../contact-views.ts';
import { contactVisibleTo } from '../contacts.policy.ts';
import { getContactRow } from '../contacts.reads.ts';

export async function getContact(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Contact> {
  const row = await getContactRow(ctx.tx, contactVisibleTo(ctx.actor), input.params.id);
  if (!row) throw notFound('contact');
  return contactView(ctx, row);
}
