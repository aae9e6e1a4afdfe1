import type { ContactActor } from '@portico/contracts/access/actor.ts';
import type { list } from '@portico/contracts/catalogue/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { listServiceTypeRows } from '../catalogue.reads.ts';

const isShown = ({ rights }: ContactActor, queueId: number): boolean => rights.queueIds === null || rights.queueIds.includes(queueId);

/** Contacts get the published types and no automation; with no type at all “Something else” is the only way to ask, so it is on. */
export async function listServiceTypes(ctx: Ctx): Promise<ReplyOf<typeof list, 'tech'>> {
  const rows = await listServiceTypeRows(ctx.tx, ctx.actor.audience === 'contact');
  // What goes to a queue that the contact may not see would be gone once it is sent.
  const { actor } = ctx;
  const items = actor.kind === 'contact' ? rows.filter(({ queueId }) => queueId === null || isShown(actor, queueId)) : rows;
  const { defaults } = await loadServiceDesk(ctx.tx);
  const allowed = actor.kind !== 'contact' || actor.rights.somethingElse;
  return { items, somethingElse: (defaults.somethingElse && allowed) || rows.length === 0 };
}
