import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { ServiceDeskForTech } from '@portico/contracts/service-desk/shapes.ts';
import type { TechItem } from '@portico/contracts/techs/shapes.ts';
import type { update } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech, TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';

export type Patch = BodyOf<typeof update>;
type Either = TicketItemForTech & Partial<TicketForTech>;

/** The ticket's present values of the fields a patch names; comparing two of them tells whether someone else changed one. */
export function valuesNow(ticket: Either, patch: Patch): Patch {
  const all: Required<Omit<Patch, 'descriptionHtml'>> & { descriptionHtml: string } = {
    title: ticket.title,
    descriptionHtml: ticket.descriptionHtml ?? '',
    statusId: ticket.status.id,
    priorityId: ticket.priority.id,
    queueId: ticket.queue.id,
    sourceId: ticket.source?.id ?? null,
    categoryId: ticket.category?.id ?? null,
    serviceTypeId: ticket.serviceType?.id ?? null,
    assigneeId: ticket.assignee?.id ?? null,
    teamId: ticket.team?.id ?? null,
    contactGroupId: ticket.contactGroup?.id ?? null,
    dueAt: ticket.dueAt,
    tags: ticket.tags.slice(),
    contactId: ticket.contact.id,
  };
  return Object.fromEntries(Object.keys(patch).map((key) => [key, all[key as keyof typeof all]])) as Patch;
}

/** How a ticket will look once the patch is saved: shown at once, corrected by the server's answer. */
export function withPatch<T extends TicketItemForTech>(ticket: T, patch: Patch, desk: ServiceDeskForTech, techs: readonly TechItem[]): T {
  const status = desk.statuses.find((row) => row.id === patch.statusId);
  const priority = desk.priorities.find((row) => row.id === patch.priorityId);
  const queue = desk.queues.find((row) => row.id === patch.queueId);
  const tech = techs.find((row) => row.id === patch.assigneeId);
  return {
    ...ticket,
    ...(status ? { status: { id: status.id, name: status.name, kind: status.kind, isClosed: status.isClosed } } : {}),
    ...(priority ? { priority: { id: priority.id, name: priority.name, level: priority.level, color: priority.color } } : {}),
    ...(queue ? { queue: { id: queue.id, name: queue.name } } : {}),
    ...(tech ? { assignee: { id: tech.id, kind: 'tech', name: tech.name, picture: tech.picture } } : {}),
    ...(patch.assigneeId === null ? { assignee: null } : {}),
    ...(patch.dueAt === undefined ? {} : { dueAt: patch.dueAt }),
    ...(patch.tags ? { tags: patch.tags } : {}),
    ...(patch.title ? { title: patch.title } : {}),
  };
}
