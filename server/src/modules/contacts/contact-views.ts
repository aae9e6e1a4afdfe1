import type { Contact, ContactItem } from '@portico/contracts/contacts/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { personRefs } from '../accounts/index.ts';
import type { ContactRow, getContactRow } from './contacts.reads.ts';

/** Rows as replies: with the person's signed picture link, one query for the whole page. */
export async function contactItems(ctx: Ctx, rows: readonly ContactRow[]): Promise<ContactItem[]> {
  const refs = await personRefs(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map(({ companyId, companyName, ...row }) => ({
    ...row,
    kind: 'contact' as const,
    picture: refs.get(row.id)?.picture ?? null,
    company: { id: companyId, name: companyName },
  }));
}

export async function contactView(ctx: Ctx, row: NonNullable<Awaited<ReturnType<typeof getContactRow>>>): Promise<Contact> {
  const [item] = await contactItems(ctx, [row]);
  if (!item) throw new Error('A contact row lost its view.');
  const { companyId: _id, companyName: _name, ...rest } = row;
  return { ...rest, ...item };
}
