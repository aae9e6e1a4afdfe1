import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { renewMyFeed as contract } from '@portico/contracts/schedules/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomToken } from '../../../kernel/crypto/crypto.ts';
import { notFound } from '../../../kernel/errors.ts';
import { saveFeed } from '../schedules.store.ts';
import { getMyFeed } from './get-my-feed.ts';

export async function renewMyFeed(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  const { actor } = ctx;
  if (actor.kind !== 'tech') throw notFound('account');
  const token = randomToken();
  await saveFeed(ctx.tx, { accountId: actor.accountId, tokenHash: hashToken(token), createdAt: ctx.now });
  const { publicUrl } = ctx.services.config;
  return { feed: await getMyFeed(ctx), address: `${publicUrl.replace(/\/+$/, '')}/calendar/${token}.ics` };
}
