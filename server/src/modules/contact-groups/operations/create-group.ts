import type { create } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForTech } from '@portico/contracts/contact-groups/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { emitGroup } from '../contact-groups.events.ts';
import { cleanTags } from '../contact-groups.rules.ts';
import { insertGroup } from '../contact-groups.store.ts';
import { getGroup } from './get-group.ts';

export async function createGroup(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<ContactGroupForTech> {
  const { companyId, tags, ...values } = input.body;
  const company = canReadCompany(ctx.actor, companyId) ? await findCompany(ctx.tx, companyId) : null;
  if (!company) throw notFound('company');
  if (company.isCatchAll)
    throw new Refusal(
      409,
      'contactGroup.strangers',
      'The contacts of a catch-all company are strangers to each other and share no groups.',
    );
  const id = await insertGroup(ctx.tx, companyId, { ...values, ...(tags ? { tags: cleanTags(tags) } : {}) }, ctx.occurredAt);
  await emitGroup(ctx, 'contactGroup.created', { id, companyId }, []);
  return getGroup<'tech'>(ctx, { params: { id } });
}
