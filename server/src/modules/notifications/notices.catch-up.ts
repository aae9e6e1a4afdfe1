import type { Ctx } from '../../kernel/context.ts';
import { findEvent } from '../../kernel/events/events.store.ts';
import type { NoticeContent, Subscriber } from '../../kernel/module.ts';
import { catchUpMail, letterFor, listRecipients, queueMail, type Recipient } from '../email/index.ts';
import { availabilityAt } from '../techs/index.ts';
import { noteMail } from './digests.store.ts';
import { contentFor } from './notices.content.ts';
import { type Declarations, homeOf, isKept, isReturn, topicsOf } from './notifications.rules.ts';
import { type HeldNotice, holdOn, holdUntil, releaseHeld } from './notifications.store.ts';
import { choiceOf, quietUntil } from './settings.rules.ts';
import { findSettings, type StoredSettings } from './settings.store.ts';
import { zoneFor } from './zone-for.ts';

/** Most lines of one mail; the bell has all of them. */
const MOST_LINES = 50;

/** Back from being away or not to be disturbed. */
export const catchUp = (declarations: Declarations): Subscriber => ({
  name: 'notices.catchUp',
  events: ['availability.changed'],
  run: async (ctx, event) => {
    if (isReturn(event)) await letOut(ctx, declarations, event.entity.id, 'away');
  },
});

/**
 * What was kept appears in the bell, and one mail sums it up instead of a flood. Who is away, or whose quiet hours have begun, gets
 * it when that ends.
 */
export async function letOut(ctx: Ctx, declarations: Declarations, accountId: number, after: 'away' | 'quiet'): Promise<void> {
  const [recipient] = await listRecipients(ctx.tx, [accountId]);
  if (!recipient) return;
  if (isKept(availabilityAt(recipient, ctx.now), false)) return holdOn(ctx.tx, accountId);
  const settings = await findSettings(ctx.tx, accountId);
  const until = quietUntil(settings.quiet, await zoneFor(ctx, recipient), ctx.now);
  if (until !== null) return holdUntil(ctx.tx, accountId, until);
  const held = await releaseHeld(ctx.tx, accountId, ctx.now);
  const [newest] = held.slice(-1);
  if (!newest || !recipient.active) return;
  await ctx.emit({ name: 'notice.created', entity: { kind: 'notice', id: newest.id }, payload: { accountIds: [accountId] } });
  const wanted = held.filter((one) => one.wantsMail && !isSwitchedOff(declarations, settings, one.topic));
  const lines = await linesOf(ctx, declarations, recipient, wanted);
  if (recipient.email === null || lines.length === 0) return;
  const letter = await letterFor(ctx, { accountId });
  const mail = await queueMail(ctx, {
    kind: 'catch-up',
    to: { name: recipient.name, address: recipient.email },
    account: accountId,
    ...catchUpMail(letter, { lines, after, home: homeOf(recipient) }),
    dedupeKey: `catch-up:${accountId}:${newest.id}`,
  });
  if (mail === null) return;
  await noteMail(
    ctx.tx,
    wanted.map((one) => one.id),
    mail,
  );
}

/** What he wants no mails of by now, whatever he wanted when it was kept. */
function isSwitchedOff(declarations: Declarations, settings: StoredSettings, key: string | null): boolean {
  const topic = topicsOf(declarations).find((one) => one.key === key);
  return topic !== undefined && choiceOf(topic, settings.choices[topic.key]).email === 'disabled';
}

/** The newest word on each ticket, as this person may read it now; a ticket of which he may read nothing any more has no line. */
async function linesOf(ctx: Ctx, declarations: Declarations, recipient: Recipient, held: readonly HeldNotice[]): Promise<NoticeContent[]> {
  const newestOf = new Map(held.map((notice) => [notice.ticketId ?? `notice ${notice.id}`, notice]));
  const lines: NoticeContent[] = [];
  for (const notice of [...newestOf.values()].slice(-MOST_LINES)) {
    const event = await findEvent(ctx.tx, notice.eventId);
    const declaration = event && declarations.get(event.name);
    const content = event && declaration && (await contentFor(ctx, { event, declaration }, recipient));
    if (content) lines.push(content);
  }
  return lines;
}
