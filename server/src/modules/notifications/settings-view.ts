import type { NotificationSettings } from '@portico/contracts/notifications/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { NoticeTopic } from '../../kernel/module.ts';
import { listRecipients } from '../email/index.ts';
import { choicesFor } from './settings.rules.ts';
import type { StoredSettings } from './settings.store.ts';
import { zoneFor } from './zone-for.ts';

/** The topics somebody can be told by: there is no switch for what never reaches him. */
export const topicsFor = (ctx: Pick<Ctx, 'actor'>, topics: readonly NoticeTopic[]): NoticeTopic[] =>
  topics.filter((topic) => topic.audience === ctx.actor.audience);

export async function zoneOfActor(ctx: Ctx): Promise<string> {
  const { accountId } = ctx.actor;
  const [me] = accountId === null ? [] : await listRecipients(ctx.tx, [accountId]);
  return zoneFor(ctx, me);
}

export async function settingsView(ctx: Ctx, topics: readonly NoticeTopic[], stored: StoredSettings): Promise<NotificationSettings> {
  const { actor } = ctx;
  return {
    choices: choicesFor(topicsFor(ctx, topics), stored.choices),
    quiet: stored.quiet,
    sound: stored.sound,
    popUps: stored.popUps,
    timeZone: await zoneOfActor(ctx),
    isMuted: actor.kind === 'contact' && !actor.rights.notifications,
  };
}
