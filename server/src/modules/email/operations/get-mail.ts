import type { get as contract } from '@portico/contracts/email/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { isSealed, mailVisibleTo, maySeeContent } from '../email.policy.ts';
import { findMail } from '../email.reads.ts';
import { mailItem } from '../mail-view.ts';

export async function getMail(ctx: Ctx, { params }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> {
  const mail = await findMail(ctx.tx, mailVisibleTo(ctx.actor), params.id);
  if (!mail) throw notFound('mail');
  const { html, text } = maySeeContent(ctx.actor, mail) ? mail : { html: null, text: null };
  return { ...mailItem(mail), messageId: mail.messageId, html, text, isSealed: isSealed(mail) };
}
