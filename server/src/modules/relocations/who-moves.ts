import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { type CompanyFacts, canReadCompany, findCompany } from '../companies/index.ts';
import { type ContactFacts, canReadContact } from '../contacts/index.ts';

/** Both sides must be the actor's to manage; what he may not see does not exist for him. */
export async function readTarget(
  ctx: Ctx,
  contact: ContactFacts | null,
  companyId: number,
): Promise<{ contact: ContactFacts; to: CompanyFacts }> {
  if (!contact || !canReadContact(ctx.actor, contact)) throw notFound('contact');
  const to = canReadCompany(ctx.actor, companyId) ? await findCompany(ctx.tx, companyId) : null;
  if (!to) throw notFound('company');
  return { contact, to };
}

/** Why this contact cannot go there; null when it can. */
export function whyNot(contact: ContactFacts, to: CompanyFacts): Refusal | null {
  if (contact.gone)
    return new Refusal(409, 'contact.gone', 'This contact was merged into another one or erased, and cannot be changed any more.');
  if (to.id === contact.companyId)
    return new Refusal(422, 'relocation.sameCompany', 'The contact is in this company already. Choose another one.');
  if (!to.active)
    return new Refusal(
      409,
      'relocation.companyClosed',
      'This company is disabled. Enable it first, or choose another one. Nothing was changed.',
    );
  if (to.isCatchAll)
    return new Refusal(
      409,
      'relocation.catchAll',
      'This company takes in strangers who never see each other. Nobody is moved there by hand. Nothing was changed.',
    );
  return null;
}
