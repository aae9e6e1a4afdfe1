import type { Ctx } from '../../kernel/context.ts';
import { listEventsOfChange } from '../../kernel/events/events.store.ts';
import type { NoticeDeclaration, StoredEvent, Subscriber } from '../../kernel/module.ts';
import { listRecipients, type Recipient } from '../email/index.ts';
import { availabilityAt } from '../techs/index.ts';
import { contentFor } from './notices.content.ts';
import { queueNoticeMail } from './notices.mail.ts';
import { byWeight, type Candidate, type Declarations, isKept, ticketIdOf } from './notifications.rules.ts';
import { insertNotice } from './notifications.store.ts';
import { alertsFor, choiceOf, digestAt, isSilent, quietUntil } from './settings.rules.ts';
import { listSettings, type StoredSettings, UNSET } from './settings.store.ts';
import { zoneFor } from './zone-for.ts';

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
  const settings = await listSettings(ctx.tx, [...people.keys()]);
  const told: { id: number; accountId: number }[] = [];
  for (const recipient of recipients) {
    if (!recipient.active) continue;
    const id = await tell(ctx, recipient, settings.get(recipient.accountId) ?? UNSET, people.get(recipient.accountId) ?? []);
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

type Reason = Omit<Candidate, 'choice'>;

async function candidatesByPerson(ctx: Ctx, facts: readonly StoredEvent[], declarations: Declarations): Promise<Map<number, Reason[]>> {
  const people = new Map<number, Reason[]>();
  for (const event of facts) {
    const declaration = declarations.get(event.name) as NoticeDeclaration;
    for (const { accountId, topic: key, evenAuthor } of await declaration.recipients(ctx.tx, event)) {
      // Nobody is told of what he did himself, except where a receipt is expected.
      if (accountId === event.actor.accountId && !evenAuthor) continue;
      const topic = declaration.topics.find((one) => one.key === key);
      if (!topic) throw new Error(`The notice ${declaration.kind} tells somebody by the topic "${key}", which it does not declare.`);
      people.set(accountId, [...(people.get(accountId) ?? []), { event, declaration, topic }]);
    }
  }
  return people;
}

/**
 * Writes the notice for the weightiest fact this person may know of. What his settings silence is written too, shown nowhere: it
 * says that he was not told, and what other settings would have brought.
 *
 * @returns null when there is nothing to show now.
 */
async function tell(ctx: Ctx, recipient: Recipient, settings: StoredSettings, reasons: readonly Reason[]): Promise<number | null> {
  const candidates = reasons.map((reason) => ({ ...reason, choice: choiceOf(reason.topic, settings.choices[reason.topic.key]) }));
  for (const candidate of candidates.sort(byWeight)) {
    const content = await contentFor(ctx, candidate, recipient);
    if (!content) continue;
    const { event, declaration, topic, choice } = candidate;
    const critical = content.isCritical === true;
    const zone = await zoneFor(ctx, recipient);
    const until = critical && settings.quiet.urgent ? null : quietUntil(settings.quiet, zone, ctx.now);
    const away = isKept(availabilityAt(recipient, ctx.now), critical);
    const held = !isSilent(choice) && (away || until !== null);
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
      // What is not for the bell is nothing new in it.
      readAt: choice.inApp ? null : ctx.now,
      heldAt: held ? ctx.now : null,
      topic: topic.key,
      email: choice.email,
      shown: choice.inApp,
      critical,
      alerts: held ? [] : alertsFor(choice, settings, { isUrgent: critical, isHigh: content.isHigh === true }),
      digestAt: choice.email === 'immediate' ? null : digestAt(ctx.now, choice.email, zone),
      // Who is away gets it on his return, however quiet the hour was.
      heldUntil: held && !away ? until : null,
    });
    // No mail and no sign on any screen: it comes with the catch-up on the return.
    if (held || isSilent(choice)) return null;
    if (id !== null && choice.email === 'immediate') await queueNoticeMail(ctx, { recipient, event, declaration, content });
    return id;
  }
  return null;
}
