import type { Ctx } from '../../kernel/context.ts';
import { findEvent } from '../../kernel/events/events.store.ts';
import type { NoticeContent, Subscriber } from '../../kernel/module.ts';
import { catchUpMail, letterFor, listRecipients, type MailCheck, type MailContent, queueMail, type Recipient } from '../email/index.ts';
import { availabilityAt } from '../techs/index.ts';
import { listOfMail } from './digests.reads.ts';
import { noteMail } from './digests.store.ts';
import { contentFor } from './notices.content.ts';
import { type Declarations, homeOf, isKept, isReturn, topicsOf } from './notifications.rules.ts';
import { type HeldNotice, holdOn, holdUntil, releaseHeld } from './notifications.store.ts';
import { choiceOf, quietUntil } from './settings.rules.ts';
import { findSettings, type StoredSettings } from './settings.store.ts';
import { zoneFor } from './zone-for.ts';

/** Most lines of one mail; the bell has all of them. */
const MOST_LINES = 50;
export const CATCH_UP_PREFIX = 'catch-up:';

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
  const { quiet } = await findSettings(ctx.tx, accountId);
  const until = quietUntil(quiet, await zoneFor(ctx, recipient), ctx.now);
  if (until !== null) return holdUntil(ctx.tx, accountId, until);
  const held = await releaseHeld(ctx.tx, accountId, ctx.now);
  const [newest] = held.slice(-1);
  if (!newest || !recipient.active) return;
  await ctx.emit({ name: 'notice.created', entity: { kind: 'notice', id: newest.id }, payload: { accountIds: [accountId] } });
  const wanted = held.filter((one) => one.wantsMail);
  const content = await contentOf(ctx, declarations, recipient, wanted, after);
  if (recipient.email === null || !content) return;
  const mail = await queueMail(ctx, {
    kind: 'catch-up',
    to: { name: recipient.name, address: recipient.email },
    account: accountId,
    ...content,
    dedupeKey: `${CATCH_UP_PREFIX}${accountId}:${newest.id}:${after}`,
  });
  if (mail === null) return;
  await noteMail(
    ctx.tx,
    wanted.map((one) => one.id),
    mail,
  );
}

/** Asked when the mail really leaves: rights, deleted words and what was switched off since count. */
export const catchUpCheck =
  (declarations: Declarations): MailCheck =>
  async (ctx, mail) => {
    const [, accountId, , after] = mail.dedupeKey.split(':');
    // Written by a server that did not note what it told of.
    if (after !== 'away' && after !== 'quiet') return null;
    const [recipient] = await listRecipients(ctx.tx, [Number(accountId)]);
    const content = recipient && (await contentOf(ctx, declarations, recipient, await listOfMail(ctx.tx, mail.id), after));
    return content || { suppress: 'The person may no longer read what this mail told of, or wants no mails of it any more.' };
  };

type Kept = Pick<HeldNotice, 'id' | 'eventId' | 'ticketId' | 'topic'>;

/** By the settings and the rights of this moment; null when nothing is left to tell. */
async function contentOf(
  ctx: Ctx,
  declarations: Declarations,
  recipient: Recipient,
  kept: readonly Kept[],
  after: 'away' | 'quiet',
): Promise<MailContent | null> {
  const settings = await findSettings(ctx.tx, recipient.accountId);
  const wanted = kept.filter((one) => !isSwitchedOff(declarations, settings, one.topic));
  const lines = await linesOf(ctx, declarations, recipient, wanted);
  if (lines.length === 0) return null;
  return catchUpMail(await letterFor(ctx, { accountId: recipient.accountId }), { lines, after, home: homeOf(recipient) });
}

/** What he wants no mails of by now, whatever he wanted when it was kept. */
function isSwitchedOff(declarations: Declarations, settings: StoredSettings, key: string | null): boolean {
  const topic = topicsOf(declarations).find((one) => one.key === key);
  return topic !== undefined && choiceOf(topic, settings.choices[topic.key]).email === 'disabled';
}

/** The newest word on each ticket, as this person may read it now; a ticket of which he may read nothing any more has no line. */
async function linesOf(ctx: Ctx, declarations: Declarations, recipient: Recipient, held: readonly Kept[]): Promise<NoticeContent[]> {
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
