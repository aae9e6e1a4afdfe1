import type { getInbox as contract } from '@portico/contracts/email/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { findInboxMessage } from '../email.reads.ts';
import { requireInbox } from '../inbox/inbox.rules.ts';

export async function getInbox(ctx: Ctx, { params }: Pick<InputOf<typeof contract>, 'params'>): Promise<ReplyOf<typeof contract>> {
  requireInbox(ctx);
  const message = await findInboxMessage(ctx.tx, params.id);
  if (!message) throw notFound('mail');
  return message;
}
