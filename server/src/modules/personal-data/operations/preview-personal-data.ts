import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { preview } from '@portico/contracts/personal-data/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { countRows } from '../personal-data.store.ts';
import { requirePerson } from '../who.ts';

export async function previewPersonalData(ctx: Ctx, input: Pick<InputOf<typeof preview>, 'params'>): Promise<ReplyOf<typeof preview>> {
  const person = await requirePerson(ctx, input.params.id);
  const there = person.erasedAt === null && person.mergedIntoId === null && !person.erasing;
  const isMaster = ctx.actor.kind === 'system' || (ctx.actor.kind === 'tech' && ctx.actor.role === 'master-admin');
  return {
    confirm: person.email ?? person.name,
    counts: await countRows(ctx.tx, person.id),
    erasedAt: person.erasing || person.halfErased ? null : person.erasedAt,
    erasing: person.erasing,
    can: { export: there, erase: (there || person.halfErased) && isMaster && !person.busy },
  };
}
