import type { Ctx } from '../../kernel/context.ts';
import type { Subscriber } from '../../kernel/module.ts';
import { listRecipients } from '../email/index.ts';
import { heldUntilOf, listWaiting } from './digests.reads.ts';
import { endQuiet, planDigest } from './digests.store.ts';
import { type Declarations, topicsOf } from './notifications.rules.ts';
import { choiceOf, digestAt, quietUntil } from './settings.rules.ts';
import { findSettings } from './settings.store.ts';
import { zoneFor } from './zone-for.ts';

/** What waits follows settings and zone as they are now: told earlier, later, with the next look, or by no mail at all. */
export async function replan(ctx: Ctx, declarations: Declarations, accountId: number): Promise<void> {
  const waiting = await listWaiting(ctx.tx, accountId);
  const held = await heldUntilOf(ctx.tx, accountId);
  if (waiting.length === 0 && held === null) return;
  const [recipient] = await listRecipients(ctx.tx, [accountId]);
  const zone = await zoneFor(ctx, recipient);
  const settings = await findSettings(ctx.tx, accountId);
  const topics = new Map(topicsOf(declarations).map((topic) => [topic.key, topic]));
  const plans = new Map<string | null, number[]>();
  for (const one of waiting) {
    const topic = topics.get(one.topic ?? '');
    const at = topic ? digestAt(one.createdAt, choiceOf(topic, settings.choices[topic.key]).email, zone) : null;
    if (at !== one.digestAt) plans.set(at, [...(plans.get(at) ?? []), one.id]);
  }
  for (const [at, ids] of plans) await planDigest(ctx.tx, ids, at);
  if (held !== null) await endQuiet(ctx.tx, accountId, quietUntil(settings.quiet, zone, ctx.now) ?? ctx.now);
}

/** Somebody's nine o'clock is another one now. */
export const zoneChanges = (declarations: Declarations): Subscriber => ({
  name: 'notices.zones',
  events: ['account.changed', 'contact.changed', 'tech.changed'],
  run: async (ctx, event) => {
    if ('timeZone' in event.changes) await replan(ctx, declarations, event.entity.id);
  },
});
