import type { Contact, ContactItem } from '@portico/contracts/contacts/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { peopleSeen, withoutHidden } from '../accounts/index.ts';
import { profileSeenBy } from './contacts.policy.ts';
import { type ContactRow, type getContactRow, listSameEmail } from './contacts.reads.ts';

/** Rows as replies: with the person's signed picture link, one query for the whole page. */
export async function contactItems(ctx: Ctx, rows: readonly ContactRow[]): Promise<ContactItem[]> {
  const people = await peopleSeen(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map(({ companyId, companyName, ...row }) => {
    const person = people.get(row.id);
    return {
      ...withoutHidden(row, person?.sees),
      kind: 'contact' as const,
      picture: person?.ref.picture ?? null,
      company: { id: companyId, name: companyName },
    };
  });
}

export async function contactView(ctx: Ctx, row: NonNullable<Awaited<ReturnType<typeof getContactRow>>>): Promise<Contact> {
  const [item] = await contactItems(ctx, [row]);
  if (!item) throw new Error('A contact row lost its view.');
  const { companyId: _id, companyName: _name, emailKey, ...rest } = row;
  // Who may not see the address learns nothing of it from others who have the same.
  const twins = emailKey === null || item.email === null ? [] : await listSameEmail(ctx.tx, profileSeenBy(ctx.actor), emailKey);
  const isPrimary = twins.some((one) => one.id === row.id && one.isPrimary);
  // The item went through the privacy of the person with every field of the row, so it comes last.
  return { ...rest, ...item, isPrimary, sameEmail: twins.filter((one) => one.id !== row.id) };
}
