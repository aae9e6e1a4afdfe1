import type { NoticeContent, NoticeDeclaration, NoticeRecipient, StoredEvent } from '../../kernel/module.ts';
import { findActor } from '../access/index.ts';
import { type Circle, findCircle, findNoticeSubject, type NoticeSubject } from './notices.reads.ts';
import { visibleTicket } from './tickets.policy.ts';
import { mayReadTicket } from './tickets.readers.ts';

type Channels = NoticeRecipient['channels'];
const BOTH: Channels = ['in-app', 'mail'];
const QUIETLY: Channels = ['in-app'];
const to = (ids: readonly (number | null)[], channels: Channels): NoticeRecipient[] =>
  ids.filter((id) => id !== null).map((accountId) => ({ accountId, channels }));

/** Once per person, by the louder of the ways. */
function once(recipients: readonly NoticeRecipient[]): NoticeRecipient[] {
  const best = new Map<number, NoticeRecipient>();
  for (const one of recipients) if ((best.get(one.accountId)?.channels.length ?? 0) < one.channels.length) best.set(one.accountId, one);
  return [...best.values()];
}

type Choose = (circle: Circle, event: StoredEvent) => NoticeRecipient[];
const byContact = (event: StoredEvent): boolean => event.actor.kind === 'contact';
const staffOf = (circle: Circle): (number | null)[] => [circle.assignee, ...circle.watchers];

/** The provider's side: whoever has or watches the ticket, else the team it waits in. */
const staffNotices = (circle: Circle, channels: Channels): NoticeRecipient[] => [
  ...to(staffOf(circle), channels),
  ...(circle.assignee === null ? to(circle.team, QUIETLY) : []),
];

/** Words that were written say more than the status they brought. */
const RANKS: Readonly<Record<string, number>> = { 'ticket.created': 3, 'ticket.commented': 2, 'ticket.assigned': 1 };

const CHOICES: Readonly<Record<string, Choose>> = {
  'ticket.created': (circle, event) => [
    // Who asked gets a receipt with the number, by mail only; for somebody else's request it is news.
    ...(circle.owner === event.actor.accountId
      ? [{ accountId: circle.owner, channels: ['mail'], evenAuthor: true } as const]
      : to([circle.owner], BOTH)),
    ...to([circle.assignee], BOTH),
    ...to(circle.team, QUIETLY),
  ],
  'ticket.commented': (circle, event) => {
    if (event.payload.visibility === 'internal') return to(staffOf(circle), QUIETLY);
    return [...to([circle.owner, ...circle.copies], BOTH), ...staffNotices(circle, byContact(event) ? BOTH : QUIETLY)];
  },
  'ticket.assigned': (_circle, event) => to([assigneeIn(event)], BOTH),
  // Nobody has it yet, so the whole team may want it.
  'ticket.teamChanged': (circle) => (circle.assignee === null ? to(circle.team, QUIETLY) : []),
  // Closing, reopening and a comment with it have notices of their own; a person gets one per change.
  'ticket.statusChanged': (circle, event) => (event.payload.withComment || event.payload.flipped ? [] : to([circle.owner], BOTH)),
  'ticket.closed': (circle, event) => stateNotices(circle, event),
  'ticket.reopened': (circle, event) => stateNotices(circle, event),
};

function stateNotices(circle: Circle, event: StoredEvent): NoticeRecipient[] {
  if (event.payload.withComment) return [];
  return [...to([circle.owner], BOTH), ...(byContact(event) ? staffNotices(circle, QUIETLY) : [])];
}

const assigneeIn = (event: StoredEvent): number | null => {
  const id = event.changes.assignee?.[1];
  return typeof id === 'number' ? id : null;
};

const isInternal = (event: StoredEvent): boolean => event.payload.visibility === 'internal';

function declare(kind: string, choose: Choose): NoticeDeclaration {
  return {
    kind,
    rank: RANKS[kind] ?? 0,
    recipients: async (db, event) => {
      const circle = await findCircle(db, event.entity.id);
      return circle ? once(choose(circle, event)) : [];
    },
    mayRead: async (db, event, accountId) => {
      const reader = await findActor(db, accountId);
      // A contact whose notifications are off is told of nothing, wherever that was decided.
      if (reader?.kind === 'contact' && !reader.rights.notifications) return false;
      return mayReadTicket(db, reader, event.entity.id, isInternal(event));
    },
    visibleTo: visibleTicket,
    render: async (db, event, accountId) => {
      const commentId = typeof event.payload.commentId === 'number' ? event.payload.commentId : null;
      const ids = { ticketId: event.entity.id, authorId: event.actor.accountId, commentId, recipientId: accountId };
      const subject = await findNoticeSubject(db, ids);
      // The comment was deleted before the notice was made: there is nothing left to tell.
      if (!subject || (commentId !== null && !subject.comment)) return null;
      return content(kind, event, subject, accountId);
    },
  };
}

function content(kind: string, event: StoredEvent, subject: NoticeSubject, recipientId: number): NoticeContent | null {
  const contact = subject.recipientKind === 'contact';
  if (contact && subject.comment?.visibility === 'internal') return null;
  const { number, title, company, status, author } = subject;
  const values = { number, title, company, status, author: author ?? '' };
  const key = keyOf(kind, event, recipientId);
  const description = kind === 'ticket.created' ? { html: subject.descriptionHtml, text: subject.descriptionText } : null;
  const words = subject.comment ?? description;
  return {
    subject: { key: `${key}.subject`, values },
    lead: { key: `${key}.lead`, values },
    html: words?.html || null,
    text: words?.text || null,
    fileNames: subject.fileNames,
    link: contact ? `/portal/tickets/${number}` : `/tech/tickets/${number}`,
    isCritical: subject.isUrgent,
    threadKey: `ticket:${event.entity.id}`,
  };
}

function keyOf(kind: string, event: StoredEvent, recipientId: number): string {
  if (kind === 'ticket.commented' && isInternal(event)) return 'ticket.noted';
  return kind === 'ticket.created' && event.actor.accountId === recipientId ? 'ticket.received' : kind;
}

/**
 * Who is told what, by event name. Texts have the keys `KIND.subject` and `KIND.lead` (internal notes: `ticket.noted`, one's own request: `ticket.received`) with the
 * values number, title, company, status, author.
 */
export const notices: Readonly<Record<string, NoticeDeclaration>> = Object.fromEntries(
  Object.entries(CHOICES).map(([kind, choose]) => [kind, declare(kind, choose)]),
);
