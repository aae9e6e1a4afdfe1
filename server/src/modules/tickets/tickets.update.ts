import type { Ctx } from '../../kernel/context.ts';
import { expectVersion } from '../../kernel/http/version.ts';
import type { ServiceDesk } from '../service-desk/index.ts';
import { rebuildDocuments, refreshHeads } from './documents.store.ts';
import { replaceOwner } from './participants.store.ts';
import { replaceTags } from './tags.store.ts';
import { demand, lockReadableTicket } from './tickets.access.ts';
import { attachFiles } from './tickets.bodies.ts';
import { applyChange } from './tickets.changes.ts';
import { type Patch, resolvePatch } from './tickets.patch.ts';
import type { TicketWithPeople } from './tickets.store.ts';

/** The change behind tickets.update and tickets.bulkUpdate: everything one call alters is one change. Nothing altered, nothing written. */
export async function changeTicket(
  ctx: Ctx,
  id: number,
  patch: Patch,
  desk: ServiceDesk,
  attributes?: Record<string, unknown>,
): Promise<TicketWithPeople> {
  const locked = await lockReadableTicket(ctx, id);
  expectVersion(ctx, locked.version);
  demand(ctx, 'update', locked);
  const { tagIds, body, newOwner, ...change } = await resolvePatch(ctx, locked, patch, desk);
  if (Object.keys(change.changes).length === 0 && attributes === undefined) return locked;
  const columns = attributes === undefined ? change.columns : { ...change.columns, attributes: { ...locked.attributes, ...attributes } };
  const ticket = newOwner
    ? { ...locked, people: await replaceOwner(ctx.tx, locked, newOwner, ctx.actor.accountId, ctx.occurredAt) }
    : locked;
  if (tagIds) await replaceTags(ctx.tx, id, tagIds);
  if (body) await attachFiles(ctx, { ticketId: id, commentId: null, visibility: 'public' }, body, undefined);
  const after = await applyChange(ctx, ticket, { ...change, columns });
  if ('title' in change.changes || 'description' in change.changes) await rebuildDocuments(ctx.tx, id);
  else if ('assignee' in change.changes || 'contact' in change.changes) await refreshHeads(ctx.tx, id, after.commentCount);
  return after;
}
