import type { Ctx } from '../../kernel/context.ts';
import { forbidden, notFound } from '../../kernel/errors.ts';
import { canReadAccount, canSetPicture } from './accounts.policy.ts';
import { findPictureFacts } from './accounts.reads.ts';

/** Throws 404 or 403 unless the actor may change this person's picture. */
export async function expectMaySetPicture(ctx: Ctx, accountId: number): Promise<void> {
  const person = await findPictureFacts(ctx.tx, ctx.actor, accountId);
  if (!person || !canReadAccount(ctx.actor, person)) throw notFound('account');
  if (!canSetPicture(ctx.actor, person)) {
    throw forbidden('picture.notAllowed', "Only a master administrator may change another tech's picture. Nothing was changed.");
  }
}
