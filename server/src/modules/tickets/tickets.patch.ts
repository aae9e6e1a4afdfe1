import type { TicketPatch } from '@portico/contracts/tickets/shapes.ts';
import type { Static } from 'typebox';
import type { Ctx } from '../../kernel/context.ts';
import { invalidField, notFound } from '../../kernel/errors.ts';
import { BODY_FORMAT, type RichText, richText } from '../../kernel/text/rich-text.ts';
import { findServiceType } from '../catalogue/index.ts';
import { findGroup } from '../contact-groups/index.ts';
import { type ContactFacts, findContact } from '../contacts/index.ts';
import type { ServiceDesk } from '../service-desk/index.ts';
import { cleanTags, ensureTags } from '../tags/index.ts';
import { findTeam } from '../teams/index.ts';
import { findTech } from '../techs/index.ts';
import { requireRow, requireTitle, worksIn } from './create.rules.ts';
import { listTagIds } from './tags.store.ts';
import { requireAssignee } from './tickets.assignees.ts';
import type { TicketChange } from './tickets.changes.ts';
import { mayBeAssigned } from './tickets.rules.ts';
import type { StoredChanges } from './tickets.schema.ts';
import { requireStatus, statusChange } from './tickets.statuses.ts';
import type { TicketColumns, TicketWithPeople } from './tickets.store.ts';

export type Patch = Static<typeof TicketPatch>;

/** What a patch comes to: the row, the timeline, and what lies in other tables. Fields that stay as they are are not in it. */
export interface Resolved extends TicketChange {
  readonly columns: TicketColumns;
  readonly changes: StoredChanges;
  readonly tagIds: readonly number[] | null;
  readonly body: RichText | null;
  readonly newOwner: ContactFacts | null;
}

/** Columns that hold the id or value itself, with their names in the timeline. */
const PLAIN = {
  priorityId: 'priority',
  queueId: 'queue',
  categoryId: 'category',
  sourceId: 'source',
  serviceTypeId: 'serviceType',
  teamId: 'team',

  dueAt: 'dueAt',
  title: 'title',
} as const;

export async function resolvePatch(ctx: Ctx, ticket: TicketWithPeople, patch: Patch, desk: ServiceDesk): Promise<Resolved> {
  await checkValues(ctx, ticket, patch, desk);
  const columns: Record<string, unknown> = {};
  const changes: Record<string, readonly [unknown, unknown]> = {};
  for (const [column, field] of Object.entries(PLAIN) as [keyof typeof PLAIN, string][]) {
    const value = patch[column];
    if (value === undefined || value === ticket[column]) continue;
    columns[column] = value;
    changes[field] = [ticket[column], value];
  }
  const status = patch.statusId === undefined ? {} : statusChange(ctx, ticket, requireStatus(desk, patch.statusId));
  const newOwner = await resolveOwner(ctx, ticket, patch.contactId);
  if (newOwner) {
    Object.assign(columns, { contactId: newOwner.id, companyId: newOwner.companyId });
    changes.contact = [ticket.contactId, newOwner.id];
    if (newOwner.companyId !== ticket.companyId) changes.company = [ticket.companyId, newOwner.companyId];
  }
  const contactGroupId = await resolveGroup(ctx, ticket, patch.contactGroupId, newOwner?.companyId ?? ticket.companyId);
  if (contactGroupId !== ticket.contactGroupId) {
    columns.contactGroupId = contactGroupId;
    changes.contactGroup = [ticket.contactGroupId, contactGroupId];
  }
  const assigneeId = await resolveAssignee(
    ctx,
    withUrgency({ ...ticket, ...(columns as TicketColumns) }, desk),
    patch.assigneeId,
    'queueId' in columns || 'companyId' in columns || 'categoryId' in columns,
  );
  if (assigneeId !== ticket.assigneeId) {
    columns.assigneeId = assigneeId;
    changes.assignee = [ticket.assigneeId, assigneeId];
  }
  const body = patch.descriptionHtml === undefined ? null : richText(patch.descriptionHtml);
  const newBody = body && body.html !== ticket.descriptionHtml ? body : null;
  if (newBody) {
    Object.assign(columns, { descriptionHtml: newBody.html, descriptionText: newBody.text, bodyFormat: BODY_FORMAT });
    changes.description = [null, null];
  }
  const tags = await resolveTags(ctx, ticket.id, patch.tags);
  if (tags) changes.tags = tags;
  return {
    columns: { ...(columns as TicketColumns), ...status.columns },
    // The status first: it is what people look for in an entry.
    changes: { ...status.changes, ...changes },
    tagIds: tags ? tags[1] : null,
    body: newBody,
    newOwner,
  };
}

/** Ids must exist. What a ticket already has stays allowed, even when it has been archived since. */
async function checkValues(ctx: Ctx, ticket: TicketWithPeople, patch: Patch, desk: ServiceDesk): Promise<void> {
  if (patch.title !== undefined) requireTitle(patch.title);
  const rows = { priorityId: desk.priorities, queueId: desk.queues, categoryId: desk.categories, sourceId: desk.sources } as const;
  for (const [field, list] of Object.entries(rows)) {
    const id = patch[field as keyof typeof rows];
    if (id !== undefined && id !== null) requireRow(list, id, field);
  }
  const { actor } = ctx;
  const moves = patch.queueId !== undefined && patch.queueId !== ticket.queueId;
  if (moves && actor.kind === 'tech' && actor.queueIds !== null && !actor.queueIds.includes(patch.queueId!)) {
    throw invalidField('queueId', 'notAllowed', 'You do not work in this queue, so you cannot move a ticket there.');
  }
  if (patch.categoryId !== undefined && patch.categoryId !== ticket.categoryId && !worksIn(actor, patch.categoryId)) {
    throw invalidField('categoryId', 'notAllowed', 'You do not work in this category, so you cannot move a ticket there.');
  }
  if (patch.teamId && patch.teamId !== ticket.teamId && !(await findTeam(ctx.tx, patch.teamId))) {
    throw invalidField('teamId', 'unknown', 'This team does not exist. Reload and choose again.');
  }
  if (patch.serviceTypeId && patch.serviceTypeId !== ticket.serviceTypeId && !(await findServiceType(ctx.tx, patch.serviceTypeId))) {
    throw invalidField('serviceTypeId', 'unknown', 'This service type does not exist. Reload and choose again.');
  }
}

async function resolveOwner(ctx: Ctx, ticket: TicketWithPeople, contactId: number | undefined): Promise<ContactFacts | null> {
  if (contactId === undefined || contactId === ticket.contactId) return null;
  const contact = await findContact(ctx.tx, contactId);
  const { actor } = ctx;
  if (!contact) throw notFound('contact');
  if (actor.kind === 'system') return contact;
  const mine = actor.kind === 'tech' && (actor.companyIds === null || actor.companyIds.includes(contact.companyId));
  if (!mine || !contact.active || !contact.companyActive) throw notFound('contact');
  return contact;
}

const withUrgency = (ticket: TicketWithPeople, desk: ServiceDesk) => ({
  ...ticket,
  isUrgent: desk.priorities.find((one) => one.id === ticket.priorityId)?.level === 'urgent',
});

/** A chosen group is an active one of the ticket's company; the group a ticket has stays, but not in another company. */
async function resolveGroup(
  ctx: Ctx,
  ticket: TicketWithPeople,
  wanted: number | null | undefined,
  companyId: number,
): Promise<number | null> {
  if (wanted === null) return null;
  if (wanted === undefined || wanted === ticket.contactGroupId) return companyId === ticket.companyId ? ticket.contactGroupId : null;
  const group = await findGroup(ctx.tx, wanted);
  if (!group?.active || group.deletedAt !== null || group.companyId !== companyId)
    throw invalidField('contactGroupId', 'unknown', 'This group is not one of the ticket’s company. Reload and choose again.');
  return wanted;
}

/** A chosen assignee must be able to see the ticket; one who no longer can after a move gives it back to the queue. */
async function resolveAssignee(
  ctx: Ctx,
  ticket: TicketWithPeople & { readonly isUrgent: boolean },
  wanted: number | null | undefined,
  moved: boolean,
): Promise<number | null> {
  if (wanted === null) return null;
  if (wanted !== undefined && (wanted !== ticket.assigneeId || moved)) return (await requireAssignee(ctx, wanted, ticket)).id;
  if (!moved || ticket.assigneeId === null || ctx.actor.kind === 'system') return ticket.assigneeId;
  const tech = await findTech(ctx.tx, ticket.assigneeId);
  return tech && mayBeAssigned(tech, ticket) ? tech.id : null;
}

async function resolveTags(
  ctx: Ctx,
  ticketId: number,
  names: readonly string[] | undefined,
): Promise<readonly [number[], number[]] | null> {
  if (names === undefined) return null;
  const before = await listTagIds(ctx.tx, ticketId);
  const after = await ensureTags(ctx.tx, cleanTags(names));
  return before.join() === after.join() ? null : [before, after];
}
