import type { Ctx } from '../../kernel/context.ts';
import { listEventsOfChange } from '../../kernel/events/events.store.ts';
import type { NoticeDeclaration, StoredEvent, Subscriber } from '../../kernel/module.ts';
import { listRecipients, type Recipient } from '../email/index.ts';
import { availabilityAt } from '../techs/index.ts';
import { contentFor } from './notices.content.ts';
import { queueNoticeMail } from './notices.mail.ts';
import { byWeight, type Candidate, type Declarations, isKept, ticketIdOf } from './notifications.rules.ts';
import { insertNotice } from './notifications.store.ts';

/** One subscriber for every event that somebody could be told of. */
export const noticeEngine = (declarations: Declarations): Subscriber => ({
  name: 'notices',
  events: [...declarations.keys()],
  run: (ctx, event) => tellOfChange(ctx, event, declarations),
});

/**
 * Facts of one change arrive one by one and in any order; the first that was reported speaks for all of them, so that each person
 * hears of the change once, by its weightiest fact.
 */
async function tellOfChange(ctx: Ctx, event: StoredEvent, declarations: Declarations): Promise<void> {
  const facts = (await listEventsOfChange(ctx.tx, event.changeId)).filter(
    (one) => declarations.has(one.name) && !one.quiet && isSameThing(one, event),
  );
  if (facts[0]?.id !== event.id) return;
  const people = await candidatesByPerson(ctx, facts, declarations);
  const recipients = await listRecipients(ctx.tx, [...people.keys()]);
  const told: { id: number; accountId: number }[] = [];
  for (const recipient of recipients) {
    const id = recipient.active ? await tell(ctx, recipient, people.get(recipient.accountId) ?? []) : null;
    if (id !== null) told.push({ id, accountId: recipient.accountId });
  }
  const [first] = told;
  if (!first) return;
  const accountIds = told.map((one) => one.accountId);
  await ctx.emit({ name: 'notice.created', entity: { kind: 'notice', id: first.id }, payload: { accountIds } });
}

/** A bulk update is one change of many tickets; each is told of by itself. */
const isSameThing = (one: StoredEvent, other: StoredEvent): boolean =>
  one.entity.kind === other.entity.kind && one.entity.id === other.entity.id;

async function candidatesByPerson(ctx: Ctx, facts: readonly StoredEvent[], declarations: Declarations): Promise<Map<number, Candidate[]>> {
  const people = new Map<number, Candidate[]>();
  for (const event of facts) {
    const declaration = declarations.get(event.name) as NoticeDeclaration;
    for (const { accountId, channels, evenAuthor } of await declaration.recipients(ctx.tx, event)) {
      // Nobody is told of what he did himself, except where a receipt is expected.
      if (accountId === event.actor.accountId && !evenAuthor) continue;
      people.set(accountId, [...(people.get(accountId) ?? []), { event, declaration, channels }]);
    }
  }
  return people;
}

/** Writes the notice for the weightiest fact this person may know of; null when there is none or it was written before. */
async function tell(ctx: Ctx, recipient: Recipient, candidates: readonly Candidate[]): Promise<number | null> {
  for (const candidate of [...candidates].sort(byWeight)) {
    const content = await contentFor(ctx, candidate, recipient);
    if (!content) continue;
    const { event, declaration, channels } = candidate;
    const held = isKept(availabilityAt(recipient, ctx.now), content.isCritical === true);
    const id = await insertNotice(ctx.tx, {
      accountId: recipient.accountId,
      changeId: event.changeId,
      eventId: event.id,
      kind: declaration.kind,
      ticketId: ticketIdOf(event),
      subject: content.subject,
      lead: content.lead,
      link: content.link,
      createdAt: ctx.now,
      // A notice by mail only is kept, because it also says that this person knows; it is nothing new in the bell.
      readAt: channels.includes('in-app') ? null : ctx.now,
      heldAt: held ? ctx.now : null,
    });
    // No mail and no sign on any screen: it comes with the catch-up on the return.
    if (held) return null;
    if (id !== null && channels.includes('mail')) await queueNoticeMail(ctx, { recipient, event, declaration, content });
    return id;
  }
  return null;
}
