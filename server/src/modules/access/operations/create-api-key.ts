import type { createApiKey as contract } from '@portico/contracts/access/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomToken } from '../../../kernel/crypto/crypto.ts';
import { forbidden, invalidField, notFound } from '../../../kernel/errors.ts';
import { mayActForOthers } from '../act-as.rules.ts';
import { insertKey } from '../api-keys.store.ts';

/** The key is long and random, so a fast hash keeps it: a slow one would cost every single request. */
export async function createApiKey(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<ReplyOf<typeof contract>> {
  const { name, scopes, mayActAs = false, expiresAt = null } = input.body;
  if (ctx.actor.kind !== 'tech') throw notFound('account');
  if (mayActAs && !mayActForOthers(ctx.actor.role)) {
    throw forbidden('key.actAsNeedsAdmin', 'Only an administrator may have a key that acts for others. Nothing was created.');
  }
  if (expiresAt !== null && expiresAt <= ctx.now) throw invalidField('expiresAt', 'past', 'Choose a time in the future, or no end at all.');
  const token = `pk_${randomToken()}`;
  const key = await insertKey(ctx.tx, {
    accountId: ctx.actor.accountId,
    name,
    prefix: `${token.slice(0, 7)}…`,
    tokenHash: hashToken(token),
    scopes: [...new Set(scopes)],
    mayActAs,
    expiresAt,
    createdAt: ctx.now,
  });
  return { key, token };
}
