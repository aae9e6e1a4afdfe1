import type { retry as contract } from '@portico/contracts/email/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { isSealed, mailVisibleTo } from '../email.policy.ts';
import { findMail } from '../email.reads.ts';
import { requeueMail } from '../email.store.ts';
import { mailItem } from '../mail-view.ts';
import { DELIVER_JOB } from '../queue-mail.ts';

export async function retryMail(ctx: Ctx, { params }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> {
  const mail = await findMail(ctx.tx, mailVisibleTo(ctx.actor), params.id);
  if (!mail) throw notFound('mail');
  if (isSealed(mail)) {
    throw new Refusal(
      409,
      'mail.contentErased',
      'A sign-in code is never sent twice, and this one was erased. Ask the person to request a new code.',
    );
  }
  if (!(await requeueMail(ctx.tx, params.id))) {
    throw new Refusal(409, 'mail.notFailed', 'Only a mail that has failed can be sent again. Nothing was changed.');
  }
  await ctx.services.jobs.send(ctx.tx, DELIVER_JOB, { mailId: params.id });
  const queued = await findMail(ctx.tx, mailVisibleTo(ctx.actor), params.id);
  if (!queued) throw notFound('mail');
  return mailItem(queued);
}
