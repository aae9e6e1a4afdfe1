import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { demandAllCompanies, touchAccount } from '../../accounts/index.ts';
import { canReadContact } from '../contacts.policy.ts';
import { lockContact, setPrimaryContact } from '../contacts.store.ts';
import { getContact } from './get-contact.ts';

export async function makePrimary(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Contact> {
  const { id } = input.params;
  const contact = await lockContact(ctx.tx, id);
  if (!contact || !canReadContact(ctx.actor, contact)) throw notFound('contact');
  // The same address may be another company's contact, whose place as the primary one this takes.
  demandAllCompanies(ctx.actor);
  if (contact.email === null) throw new Refusal(422, 'contact.noEmail', 'This contact has no e-mail address to be the primary one of.');
  await setPrimaryContact(ctx.tx, id, contact.email.toLowerCase());
  const version = await touchAccount(ctx.tx, id, ctx.now);
  await ctx.emit({ name: 'contact.changed', entity: { kind: 'contact', id, version }, payload: {}, changes: { isPrimary: [null, true] } });
  return getContact(ctx, input);
}
