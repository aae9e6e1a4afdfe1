import type { create } from '@portico/contracts/contacts/routes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { setTags } from '../../tags/index.ts';
import { insertContacts } from '../contacts.store.ts';

type NewContact = Omit<BodyOf<typeof create>, 'companyId' | 'links' | 'isManager' | 'isVip' | 'isApprover'>;

/** Many contacts of one company with few statements, for imports; the caller has checked the values and who may. */
export async function addContacts(ctx: Ctx, companyId: number, people: readonly NewContact[]): Promise<number[]> {
  const ids = await insertContacts(ctx.tx, companyId, people, ctx.occurredAt);
  for (const [index, id] of ids.entries()) {
    const { tags = [] } = people[index] ?? {};
    if (tags.length > 0) await setTags(ctx.tx, 'contact', id, tags);
    await ctx.emit({ name: 'contact.created', entity: { kind: 'contact', id, version: 1 }, payload: { companyId } });
  }
  return ids;
}
