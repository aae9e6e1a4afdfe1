import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { changeMyNotifications as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { type Declarations, topicsOf } from '../notifications.rules.ts';
import { replan } from '../replan.ts';
import { checkPatch, patchChoices, patchPreferences } from '../settings.rules.ts';
import { lockSettings, saveChoices, savePreferences } from '../settings.store.ts';
import { settingsView, topicsFor } from '../settings-view.ts';

export const changeMyNotifications =
  (declarations: Declarations) =>
  async (ctx: Ctx, { body }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> => {
    const { accountId } = ctx.actor;
    if (accountId === null) throw notFound('account');
    const topics = topicsOf(declarations);
    checkPatch(topicsFor(ctx, topics), body);
    const before = await lockSettings(ctx.tx, accountId);
    const after = { ...patchPreferences(before, body), choices: patchChoices(before.choices, body) };
    if (body.choices) await saveChoices(ctx.tx, accountId, after.choices);
    if (body.quiet !== undefined || body.sound !== undefined || body.popUps !== undefined) await savePreferences(ctx.tx, accountId, after);
    await replan(ctx, declarations, accountId);
    return settingsView(ctx, topics, after);
  };
