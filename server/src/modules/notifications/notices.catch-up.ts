import type { Ctx } from '../../kernel/context.ts';
import { findEvent } from '../../kernel/events/events.store.ts';
import type { NoticeContent, StoredEvent, Subscriber } from '../../kernel/module.ts';
import { catchUpMail, letterFor, listRecipients, queueMail, type Recipient } from '../email/index.ts';
import { contentFor } from './notices.content.ts';
import { type Declarations, isReturn } from './notifications.rules.ts';
import { type HeldNotice, releaseHeld } from './notifications.store.ts';

/** Most lines of one mail; the bell has all of them. */
const MOST_LINES = 50;

/** Back from being away or not to be disturbed: what was kept appears in the bell, and one mail sums it up instead of a flood. */
export const catchUp = (declarations: Declarations): Subscriber => ({
  name: 'notices.catchUp',
  events: ['availability.changed'],
  run: async (ctx, event) => {
    if (!isReturn(event)) return;
    const accountId = event.entity.id;
    const held = await releaseHeld(ctx.tx, accountId);
    const [newest] = held.slice(-1);
    const [recipient] = await listRecipients(ctx.tx, [accountId]);
    if (!newest || !recipient?.active) return;
    await ctx.emit({ name: 'notice.created', entity: { kind: 'notice', id: newest.id }, payload: { accountIds: [accountId] } });
    await mailSummary(ctx, event, recipient, await linesOf(ctx, declarations, recipient, held));
  },
});

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

async function mailSummary(ctx: Ctx, event: StoredEvent, recipient: Recipient, lines: readonly NoticeContent[]): Promise<void> {
  if (recipient.email === null || lines.length === 0) return;
  const letter = await letterFor(ctx, { accountId: recipient.accountId });
  await queueMail(ctx, {
    kind: 'catch-up',
    to: { name: recipient.name, address: recipient.email },
    account: recipient.accountId,
    ...catchUpMail(letter, lines),
    dedupeKey: `catch-up:${event.id}:${recipient.accountId}`,
  });
}
