import type { Ctx } from '../../kernel/context.ts';
import type { EventDeclaration } from '../../kernel/module.ts';
import { staffRoom } from '../../kernel/realtime/live-types.ts';
import type { TicketChange } from './tickets.changes.ts';
import { notices } from './tickets.notices.ts';
import { showsToContacts } from './tickets.rules.ts';
import type { TicketWithPeople } from './tickets.store.ts';

type Routed = Parameters<EventDeclaration['rooms']>[0];
const ids = (value: unknown): number[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'number') : []);

/**
 * Rooms of staff hear everything, rooms of contacts only what `shown` says they can see. `ticket:12` is watched by both; its staff
 * part is a room of its own that no client can name.
 */
function rooms({ entity, payload }: Routed): string[] {
  const staff = [
    staffRoom(`ticket:${entity.id}`),
    ...ids(payload.queueIds).map((id) => `queue:${id}`),
    ...ids(payload.techIds).map((id) => `account:${id}`),
  ];
  if (payload.shown !== true) return staff;
  const groups = ids(payload.groupIds).map((id) => `group-tickets:${id}`);
  return [
    `ticket:${entity.id}`,
    `company-tickets:${payload.companyId}`,
    ...groups,
    ...ids(payload.contactIds).map((id) => `account:${id}`),
    ...staff,
  ];
}

const FIELDS = ['companyId', 'contactId', 'queueId', 'assigneeId', 'isClosed', 'contactGroupId'];
const fact = (name: string, more: readonly string[] = []): EventDeclaration => ({
  name,
  rooms,
  publicFields: [...FIELDS, ...more],
  ...(notices[name] ? { notice: notices[name] } : {}),
});

/** One event per changed field. */
export const FIELD_EVENTS: Readonly<Record<string, string>> = {
  title: 'ticket.titleChanged',
  description: 'ticket.descriptionChanged',
  priority: 'ticket.priorityChanged',
  queue: 'ticket.queueChanged',
  category: 'ticket.categoryChanged',
  source: 'ticket.sourceChanged',
  serviceType: 'ticket.serviceTypeChanged',
  assignee: 'ticket.assigned',
  team: 'ticket.teamChanged',
  dueAt: 'ticket.dueChanged',
  tags: 'ticket.tagged',
  contact: 'ticket.contactChanged',
  contactGroup: 'ticket.contactGroupChanged',
  status: 'ticket.statusChanged',
};

export const events: readonly EventDeclaration[] = [
  fact('ticket.created'),
  fact('ticket.commented', ['commentId', 'visibility']),
  fact('ticket.closed'),
  fact('ticket.reopened'),
  ...Object.values(FIELD_EVENTS).map((name) => fact(name)),
  fact('ticket.participantAdded'),
  fact('ticket.participantRemoved'),
  fact('ticket.archived'),
  fact('ticket.restored'),
  fact('ticket.commentEdited', ['commentId', 'visibility']),
  fact('ticket.commentDeleted', ['commentId', 'visibility']),
  // Only one's own other screens.
  { name: 'ticket.read', rooms: ({ payload }) => [`account:${payload.accountId}`], publicFields: [] },
];

/** Who must hear of it: ids only; names would survive the erasure of a person. */
function routing(before: TicketWithPeople, after: TicketWithPeople, shown: boolean): Record<string, unknown> {
  const of = (role: 'tech' | 'contact') =>
    after.people.filter((one) => (one.role === 'watcher') === (role === 'tech')).map((one) => one.accountId);
  const unique = (values: readonly (number | null)[]) => [...new Set(values)].filter((value) => value !== null);
  return {
    companyId: after.companyId,
    contactId: after.contactId,
    queueId: after.queueId,
    assigneeId: after.assigneeId,
    isClosed: after.isClosed,
    contactGroupId: after.contactGroupId,
    shown,
    groupIds: unique([before.contactGroupId, after.contactGroupId]),
    queueIds: unique([before.queueId, after.queueId]),
    techIds: unique([...of('tech'), before.assigneeId, after.assigneeId]),
    contactIds: unique([...of('contact'), after.contactId]),
  };
}

export interface Facts {
  readonly before: TicketWithPeople;
  readonly after: TicketWithPeople;
  readonly change: TicketChange;
  /** A contact can see something of it. */
  readonly shown: boolean;
}

/** Reports every fact of one change; what a fact shows to contacts is decided for each by itself. */
export async function emitFacts(ctx: Ctx, { before, after, change }: Facts): Promise<void> {
  const entity = { kind: 'ticket', id: after.id, version: after.version };
  const emit = (name: string, shown: boolean, more: Record<string, unknown>, changes: Record<string, readonly [unknown, unknown]> = {}) =>
    ctx.emit({ name, entity, payload: { ...routing(before, after, shown), ...more }, changes });
  const withComment = change.comment !== undefined;
  if (change.comment) {
    const { id: commentId, visibility } = change.comment;
    await emit('ticket.commented', visibility === 'public', { commentId, visibility });
  }
  for (const [field, pair] of Object.entries(change.changes ?? {})) {
    const name = FIELD_EVENTS[field];
    // Texts stay out of the outbox: they are read from the row by whoever may.
    if (name)
      await emit(
        name,
        showsToContacts(field),
        { withComment, flipped: before.isClosed !== after.isClosed },
        field === 'title' || field === 'description' ? {} : { [field]: pair },
      );
  }
  if (before.isClosed !== after.isClosed) await emit(after.isClosed ? 'ticket.closed' : 'ticket.reopened', true, { withComment });
  if (change.participants) {
    const [left, came] = change.participants.changes.participants ?? [null, null];
    await emit(came === null ? 'ticket.participantRemoved' : 'ticket.participantAdded', change.participants.visibility === 'public', {
      accountId: came ?? left,
    });
  }
}

/** A single fact that changes no field: created, archived, restored, a comment edited or deleted. */
export const emitFact = (
  ctx: Ctx,
  name: string,
  ticket: TicketWithPeople,
  shown: boolean,
  more: Record<string, unknown> = {},
): Promise<void> =>
  ctx.emit({
    name,
    entity: { kind: 'ticket', id: ticket.id, version: ticket.version },
    payload: { ...routing(ticket, ticket, shown), ...more },
  });

/** A comment changed, the ticket's row did not: a hint without a version, so that no client takes it for old news. */
export const emitHint = (
  ctx: Ctx,
  name: string,
  ticket: TicketWithPeople,
  comment: { readonly id: number; readonly visibility: 'public' | 'internal' },
): Promise<void> => {
  const shown = comment.visibility === 'public';
  const payload = { ...routing(ticket, ticket, shown), commentId: comment.id, visibility: comment.visibility };
  return ctx.emit({ name, entity: { kind: 'ticket', id: ticket.id }, payload });
};
