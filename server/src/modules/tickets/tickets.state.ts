import type { Ctx } from '../../kernel/context.ts';
import { expectVersion } from '../../kernel/http/version.ts';
import { isBlank, richText } from '../../kernel/text/rich-text.ts';
import { loadServiceDesk } from '../service-desk/index.ts';
import { getTicket } from './operations/get-ticket.ts';
import { demand, lockReadableTicket } from './tickets.access.ts';
import { applyChange } from './tickets.changes.ts';
import { writeComment } from './tickets.comments.ts';
import { statusChange, statusForAction } from './tickets.statuses.ts';

export interface ActionInput {
  readonly params: { readonly id: number };
  readonly body?: { readonly bodyHtml?: string; readonly fileIds?: number[] };
}

/** Closing and reopening are the same act in two directions: a status of the queue, with or without some words. */
export async function changeState(ctx: Ctx, input: ActionInput, to: 'closed' | 'reopened') {
  const ticket = await lockReadableTicket(ctx, input.params.id);
  expectVersion(ctx, ticket.version);
  demand(ctx, to === 'closed' ? 'close' : 'reopen', ticket);
  const { bodyHtml, fileIds } = input.body ?? {};
  const speaks = (fileIds ?? []).length > 0 || !isBlank(richText(bodyHtml ?? ''));
  const comment = speaks ? await writeComment(ctx, ticket, { html: bodyHtml ?? '', fileIds, visibility: 'public' }) : null;
  const status = statusForAction(await loadServiceDesk(ctx.tx), ticket, to);
  await applyChange(ctx, ticket, { ...statusChange(ctx, ticket, status), ...(comment ? { comment } : {}) });
  return getTicket(ctx, { params: { id: ticket.id } });
}
