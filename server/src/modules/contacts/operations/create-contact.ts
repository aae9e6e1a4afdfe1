import type { create } from '@portico/contracts/contacts/routes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { checkLinks, checkPhones, checkTimeZone, tidyLinks } from '../../accounts/index.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { setTags } from '../../tags/index.ts';
import { insertContact } from '../contacts.store.ts';
import { getContact } from './get-contact.ts';

export async function createContact(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<Contact> {
  const { companyId, isManager, isVip, isApprover, notes, mailNickname, links = [], tags = [], ...account } = input.body;
  checkTimeZone(account.timeZone);
  checkPhones(account);
  checkLinks(links);
  const company = canReadCompany(ctx.actor, companyId) ? await findCompany(ctx.tx, companyId) : null;
  if (!company) throw notFound('company');
  const flags = { isManager: isManager ?? false, isVip: isVip ?? false, isApprover: isApprover ?? false };
  const more = { notes: notes ?? '', mailNickname: mailNickname ?? null, links: tidyLinks(links) };
  const id = await insertContact(ctx.tx, companyId, account, { ...flags, ...more }, ctx.occurredAt);
  if (tags.length > 0) await setTags(ctx.tx, 'contact', id, tags);
  await ctx.emit({ name: 'contact.created', entity: { kind: 'contact', id, version: 1 }, payload: { companyId } });
  return getContact(ctx, { params: { id } });
}
