import type { bulkUpdate } from '@portico/contracts/companies/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx, Db } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { changedTags, MOST_TAGS, tooManyTags } from '../../tags/index.ts';
import { lockCompany } from '../companies.store.ts';
import { getCompany } from './get-company.ts';
import { updateCompany } from './update-company.ts';

/** Each company in a savepoint of its own: what refuses is listed and leaves nothing behind, the others change. */
export async function bulkUpdateCompanies(ctx: Ctx, input: Pick<InputOf<typeof bulkUpdate>, 'body'>): Promise<ReplyOf<typeof bulkUpdate>> {
  const { tags, ...patch } = input.body.patch;
  const changed: number[] = [];
  const refused: { id: number; code: string; detail: string }[] = [];
  // In the order of their ids, so that two of these at once cannot wait for each other.
  for (const id of [...new Set(input.body.ids)].sort((a, b) => a - b)) {
    try {
      await ctx.tx.transaction(async (tx) => {
        const one = { ...ctx, http: null, tx: tx as unknown as Db };
        const params = { id };
        // Locked before its tags are read: of two who add one each at once, both stay.
        if (tags) await lockCompany(one.tx, id);
        const names = tags ? { tags: changedTags((await getCompany(one, { params })).tags, tags) } : {};
        if (names.tags && names.tags.length > MOST_TAGS) throw tooManyTags();
        await updateCompany(one, { params, body: { ...patch, ...names } });
      });
      changed.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ id, code: error.code, detail: error.message });
    }
  }
  return { changed, refused };
}
