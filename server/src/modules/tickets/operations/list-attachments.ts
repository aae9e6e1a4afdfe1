import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listAttachments as contract } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { fileView, viewerOf } from '../../files/index.ts';
import { listAttachedFiles } from '../ticket.reads.ts';
import { readableTicket } from '../tickets.access.ts';

export async function listAttachments(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<ReplyOf<typeof contract>> {
  const ticket = await readableTicket(ctx, input.params.id);
  const files = await listAttachedFiles(ctx.tx, ticket.id, ctx.actor.audience === 'tech');
  return { items: files.map((file) => fileView(file, viewerOf(ctx.actor))) };
}
