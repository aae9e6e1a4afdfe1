import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getMyNotifications as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { NoticeTopic } from '../../../kernel/module.ts';
import { findSettings } from '../settings.store.ts';
import { settingsView } from '../settings-view.ts';

export const getMyNotifications =
  (topics: readonly NoticeTopic[]) =>
  async (ctx: Ctx): Promise<ReplyOf<typeof contract>> => {
    const { accountId } = ctx.actor;
    if (accountId === null) throw notFound('account');
    return settingsView(ctx, topics, await findSettings(ctx.tx, accountId));
  };
