import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import { flagIn } from '@portico/contracts/rights/flags.ts';
import type { listContacts } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { matchOf, personRefs } from '../../accounts/index.ts';
import { contactVisibleTo } from '../../contacts/index.ts';
import { listContactFlags } from '../rights.reads.ts';

export async function listContactRights(ctx: Ctx, { query }: InputOf<typeof listContacts>): Promise<ReplyOf<typeof listContacts, 'tech'>> {
  const { flag, own, on, companyId, limit, cursor } = query;
  const filter = { flag, own, on, companyId, limit: limit ?? 25, cursor, match: matchOf(query.q) };
  const page = await listContactFlags(ctx.tx, contactVisibleTo(ctx.actor), filter);
  const people = await personRefs(
    ctx,
    page.items.map((row) => row.id),
  );
  const items = page.items.map((row) => ({
    ...people.get(row.id)!,
    company: { id: row.companyId, name: row.companyName },
    ...flagIn({ ...row.flags, roles: row }, flag),
    own: row.flags.contact?.[flag] ?? null,
  }));
  return { items, next: page.next };
}
