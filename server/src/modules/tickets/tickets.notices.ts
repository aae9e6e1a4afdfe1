import type { NoticeContent, NoticeDeclaration, NoticeRecipient, NoticeTopic, StoredEvent } from '../../kernel/module.ts';
import { findActor } from '../access/index.ts';
import { type Circle, findCircle, findNoticeSubject, type NoticeSubject } from './notices.reads.ts';
import { visibleTicket } from './tickets.policy.ts';
import { mayReadTicket } from './tickets.readers.ts';

type Topic = keyof typeof TOPICS;

/** The kinds of notices about tickets, as people find them in their settings. */
const TOPICS = {
  'tickets.assigned': { audience: 'tech', sort: 1, email: 'immediate', desktop: true },
  'tickets.customerReplied': { audience: 'tech', sort: 2, email: 'immediate', desktop: true },
  'tickets.mine': { audience: 'tech', sort: 3, email: 'disabled' },
  'tickets.watched': { audience: 'tech', sort: 4, email: 'immediate' },
  'tickets.team': { audience: 'tech', sort: 5, email: 'disabled' },
  // A receipt with the number: it is no news in the bell for who just sent the request.
  'requests.received': { audience: 'contact', sort: 3, email: 'immediate', inApp: false },
  'requests.created': { audience: 'contact', sort: 4, email: 'immediate' },
  'requests.answered': { audience: 'contact', sort: 1, email: 'immediate', desktop: true },
  'requests.status': { audience: 'contact', sort: 2, email: 'immediate' },
  'requests.copied': { audience: 'contact', sort: 5, email: 'immediate' },
} as const satisfies Readonly<Record<string, Omit<NoticeTopic, 'key'>>>;

const to = (ids: readonly (number | null)[], topic: Topic): NoticeRecipient[] =>
  ids.filter((id) => id !== null).map((accountId) => ({ accountId, topic }));

/** Once per person, for the reason that was named first. */
const once = (recipients: readonly NoticeRecipient[]): NoticeRecipient[] =>
  recipients.filter((one, index) => recipients.findIndex(({ accountId }) => accountId === one.accountId) === index);

interface Choice {
  readonly topics: readonly Topic[];
  readonly choose: (circle: Circle, event: StoredEvent) => NoticeRecipient[];
}
const byContact = (event: StoredEvent): boolean => event.actor.kind === 'contact';

/** The provider's side: whoever has or watches the ticket, else the team it waits in. */
const staffNotices = (circle: Circle, mine: Topic): NoticeRecipient[] => [
  ...to([circle.assignee], mine),
  ...to(circle.watchers, 'tickets.watched'),
  ...(circle.assignee === null ? to(circle.team, 'tickets.team') : []),
];

/** Words that were written say more than the status they brought. */
const RANKS: Readonly<Record<string, number>> = { 'ticket.created': 3, 'ticket.commented': 2, 'ticket.assigned': 1 };

const state: Choice = {
  topics: ['requests.status', 'tickets.mine', 'tickets.watched', 'tickets.team'],
  choose: (circle, event) =>
    event.payload.withComment
      ? []
      : [...to([circle.owner], 'requests.status'), ...(byContact(event) ? staffNotices(circle, 'tickets.mine') : [])],
};

const CHOICES: Readonly<Record<string, Choice>> = {
  'ticket.created': {
    topics: ['requests.received', 'requests.created', 'tickets.assigned', 'tickets.team'],
    choose: (circle, event) => [
      ...(circle.owner === event.actor.accountId
        ? [{ accountId: circle.owner, topic: 'requests.received', evenAuthor: true } as const]
        : to([circle.owner], 'requests.created')),
      ...to([circle.assignee], 'tickets.assigned'),
      ...to(circle.team, 'tickets.team'),
    ],
  },
  'ticket.commented': {
    topics: ['requests.answered', 'requests.copied', 'tickets.customerReplied', 'tickets.mine', 'tickets.watched', 'tickets.team'],
    choose: (circle, event) => {
      if (event.payload.visibility === 'internal')
        return [...to([circle.assignee], 'tickets.mine'), ...to(circle.watchers, 'tickets.watched')];
      return [
        ...to([circle.owner], 'requests.answered'),
        ...to(circle.copies, 'requests.copied'),
        ...staffNotices(circle, byContact(event) ? 'tickets.customerReplied' : 'tickets.mine'),
      ];
    },
  },
  'ticket.assigned': { topics: ['tickets.assigned'], choose: (_circle, event) => to([assigneeIn(event)], 'tickets.assigned') },
  // Nobody has it yet, so the whole team may want it.
  'ticket.teamChanged': {
    topics: ['tickets.team'],
    choose: (circle) => (circle.assignee === null ? to(circle.team, 'tickets.team') : []),
  },
  // Closing, reopening and a comment with it have notices of their own; a person gets one per change.
  'ticket.statusChanged': {
    topics: ['requests.status'],
    choose: (circle, event) => (event.payload.withComment || event.payload.flipped ? [] : to([circle.owner], 'requests.status')),
  },
  'ticket.closed': state,
  'ticket.reopened': state,
};

const assigneeIn = (event: StoredEvent): number | null => {
  const id = event.changes.assignee?.[1];
  return typeof id === 'number' ? id : null;
};

const isInternal = (event: StoredEvent): boolean => event.payload.visibility === 'internal';

function declare(kind: string, { topics, choose }: Choice): NoticeDeclaration {
  return {
    kind,
    rank: RANKS[kind] ?? 0,
    topics: topics.map((key) => ({ key, ...TOPICS[key] })),
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
    isHigh: subject.isHigh,
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
  Object.entries(CHOICES).map(([kind, choice]) => [kind, declare(kind, choice)]),
);
