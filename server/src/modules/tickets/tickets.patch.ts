import type { TicketPatch } from '@portico/contracts/tickets/shapes.ts';
import type { Static } from 'typebox';
import type { Ctx } from '../../kernel/context.ts';
import { invalidField, notFound } from '../../kernel/errors.ts';
import { BODY_FORMAT, type RichText, richText } from '../../kernel/text/rich-text.ts';
import { findServiceType } from '../catalogue/index.ts';
import { type ContactFacts, findContact } from '../contacts/index.ts';
import type { ServiceDesk } from '../service-desk/index.ts';
import { findTeam } from '../teams/index.ts';
import { findTech } from '../techs/index.ts';
import { requireRow, requireTitle } from './create.rules.ts';
import { cleanTags, ensureTags, listTagIds } from './tags.store.ts';
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
  const assigneeId = await resolveAssignee(
    ctx,
    { ...ticket, ...(columns as TicketColumns) },
    patch.assigneeId,
    'queueId' in columns || 'companyId' in columns,
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

/** A chosen assignee must be able to see the ticket; one who no longer can after a move gives it back to the queue. */
async function resolveAssignee(
  ctx: Ctx,
  ticket: TicketWithPeople,
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
