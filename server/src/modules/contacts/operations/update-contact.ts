import type { update } from '@portico/contracts/contacts/routes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { checkLinks, checkPhones, checkTimeZone, tidyLinks } from '../../accounts/index.ts';
import { checkLockout, readStanding } from '../../portal-access/index.ts';
import { setTags } from '../../tags/index.ts';
import { canReadContact } from '../contacts.policy.ts';
import { type ContactFacts, lockContact, updateContactRow } from '../contacts.store.ts';
import { getContact } from './get-contact.ts';

type Body = BodyOf<typeof update>;

export async function updateContact(ctx: Ctx, input: { readonly params: { readonly id: number }; readonly body: Body }): Promise<Contact> {
  const { id } = input.params;
  const before = await lockContact(ctx.tx, id);
  if (!before || !canReadContact(ctx.actor, before)) throw notFound('contact');
  if (before.gone)
    throw new Refusal(409, 'contact.gone', 'This contact was merged into another one or erased, and cannot be changed any more.');
  expectVersion(ctx, before.version);
  const { confirmLosing, isManager, isVip, isApprover, notes, mailNickname, links, tags, ...account } = input.body;
  checkTimeZone(account.timeZone);
  checkPhones(account);
  checkLinks(links);
  const own = { isManager, isVip, isApprover, notes, mailNickname, links: links && tidyLinks(links) };
  const flags = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const standing = losesAccess(before, input.body) ? await readStanding(ctx.tx, { contactId: id }) : null;
  await updateContactRow(ctx.tx, id, account, flags, ctx.now);
  if (standing) checkLockout({ before: standing, after: await readStanding(ctx.tx, { contactId: id }), confirmLosing });
  if (tags) await setTags(ctx.tx, 'contact', id, tags);
  await ctx.emit({
    name: 'contact.changed',
    entity: { kind: 'contact', id, version: before.version + 1 },
    payload: {},
    changes: changesOf(before, input.body),
  });
  if (losesAccess(before, input.body))
    await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'contact', id }, payload: { accountIds: [id] } });
  return getContact(ctx, input);
}

/** By presence, never by value: events hold no personal data. */
function changesOf(before: ContactFacts, body: Body): Record<string, readonly [unknown, unknown]> {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  if (body.name !== undefined && body.name !== before.name) changes.name = [null, null];
  if (body.email !== undefined && body.email !== before.email) changes.email = [null, null];
  if (body.active !== undefined && body.active !== before.active) changes.active = [before.active, body.active];
  if (body.isManager !== undefined && body.isManager !== before.isManager) changes.isManager = [before.isManager, body.isManager];
  return changes;
}

/** Open sessions and rooms were judged by these; what they see must be judged again. */
const losesAccess = (before: ContactFacts, body: Body): boolean =>
  (body.active !== undefined && body.active !== before.active) ||
  (body.isManager !== undefined && body.isManager !== before.isManager) ||
  // Rare enough to be judged anew whether it changes or not.
  body.isApprover !== undefined ||
  (body.email !== undefined && body.email?.toLowerCase() !== before.email?.toLowerCase());
