import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { previewMyNotifications as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import type { NoticeTopic } from '../../../kernel/module.ts';
import { listPast } from '../preview.reads.ts';
import { weekUnder } from '../preview.rules.ts';
import { checkPatch, patchChoices, patchPreferences, weekBefore } from '../settings.rules.ts';
import { findSettings } from '../settings.store.ts';
import { topicsFor, zoneOfActor } from '../settings-view.ts';

export const previewMyNotifications =
  (all: readonly NoticeTopic[]) =>
  async (ctx: Ctx, { body }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> => {
    const { accountId } = ctx.actor;
    if (accountId === null) throw notFound('account');
    const topics = topicsFor(ctx, all);
    checkPatch(topics, body);
    const stored = await findSettings(ctx.tx, accountId);
    const past = await listPast(ctx.tx, accountId, weekBefore(ctx.now));
    const timeZone = await zoneOfActor(ctx);
    const { quiet } = patchPreferences(stored, body);
    return {
      saved: weekUnder(past, topics, { choices: stored.choices, quiet: stored.quiet, timeZone }),
      changed: weekUnder(past, topics, { choices: patchChoices(stored.choices, body), quiet, timeZone }),
    };
  };
