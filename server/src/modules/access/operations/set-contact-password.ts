import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getContact } from '../../contacts/index.ts';
import { changePassword } from '../change-password.ts';
import { checkPasswordStrength, hashPassword } from '../passwords.ts';

interface Input {
  readonly params: { readonly id: number };
  readonly body: { readonly password: string | null };
}

/** The hash, or null to remove the password. */
export async function prepareContactPassword(ctx: Ctx, input: Input): Promise<string | null> {
  const contact = await getContact(ctx, input);
  if (input.body.password === null) return null;
  checkPasswordStrength(input.body.password, [contact.name, contact.email, contact.company.name]);
  return hashPassword(input.body.password);
}

export async function setContactPassword(ctx: Ctx, input: Input & { readonly prepared: string | null }): Promise<Contact> {
  await getContact(ctx, input);
  await changePassword(ctx, input.params.id, input.prepared);
  return getContact(ctx, input);
}
