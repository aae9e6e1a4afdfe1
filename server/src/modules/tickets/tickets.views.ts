import type { Actor } from '@portico/contracts/access/actor.ts';
import type { PersonRef } from '@portico/contracts/accounts/shapes.ts';
import type { FileView } from '@portico/contracts/files/shapes.ts';
import type { TicketForContact, TicketForTech, TicketItemForContact, TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { imageIdsIn } from '../../kernel/text/rich-text.ts';
import { type FileRow, fileView, type Viewer } from '../files/index.ts';
import type { JoinedRow } from './list.reads.ts';
import type { TicketDetails } from './ticket.reads.ts';
import { can, type TicketFacts } from './tickets.policy.ts';
import { excerptOf, turnOf } from './tickets.rules.ts';

type Row = Omit<JoinedRow, 'keyset'>;
export type People = ReadonlyMap<number, PersonRef>;

/** Who stands beside a row of a list. */
export const peopleIn = (rows: readonly Row[]): (number | null)[] => rows.flatMap(({ ticket }) => [ticket.contactId, ticket.assigneeId]);

const personOf = (people: People, id: number): PersonRef => {
  const person = people.get(id);
  if (!person) throw new Error(`Account ${id} of a ticket does not exist.`);
  return person;
};
export const maybePerson = (people: People, id: number | null): PersonRef | null => (id === null ? null : (people.get(id) ?? null));

const shared = ({ ticket, status, priority, company, contactGroup }: Row, people: People) => ({
  id: ticket.id,
  number: ticket.number,
  title: ticket.title,
  status,
  priority,
  company,
  contactGroup,
  contact: personOf(people, ticket.contactId),
  assignee: maybePerson(people, ticket.assigneeId),
  createdAt: ticket.createdAt,
  closedAt: ticket.closedAt,
  version: ticket.version,
});

export const itemForContact = (row: Row, people: People): TicketItemForContact => ({
  ...shared(row, people),
  isUnread: row.ticket.publicSeq > row.seenSeq,
  updatedAt: row.ticket.publicAt,
  turn: turnOf(row.status.kind, row.status.isClosed, row.ticket.lastPublicBy),
  excerpt: excerptOf(row.lastWords),
});

export const itemForTech = (row: Row, people: People): TicketItemForTech => ({
  ...shared(row, people),
  queue: row.queue,
  team: row.team,
  serviceType: row.serviceType,
  dueAt: row.ticket.dueAt,
  isUnread: row.ticket.seq > row.seenSeq,
  updatedAt: row.ticket.updatedAt,
  tags: row.tags,
  isVip: row.isVip,
  commentCount: row.ticket.commentCount,
  // Task lists come with their own module, which will write these two.
  tasksDone: 0,
  tasksTotal: 0,
});

const factsOf = ({ ticket, status }: Row, actor: Actor, details: TicketDetails): TicketFacts => ({
  companyId: ticket.companyId,
  contactId: ticket.contactId,
  queueId: ticket.queueId,
  categoryId: ticket.categoryId,
  contactGroupId: ticket.contactGroupId,
  isClosed: ticket.isClosed,
  isArchived: ticket.archivedAt !== null,
  takesPart: details.people.some((one) => one.accountId === actor.accountId),
  awaitsApproval: status.kind === 'approval',
  ownerTagIds: details.ownerTagIds,
});

export interface DetailParts {
  readonly row: Row;
  readonly details: TicketDetails;
  readonly people: People;
  readonly files: ReadonlyMap<number, FileRow>;
  readonly actor: Actor;
  readonly viewer: Viewer;
}

const page = ({ row, details, people, files, actor, viewer }: DetailParts) => {
  const facts = factsOf(row, actor, details);
  return {
    descriptionHtml: row.ticket.descriptionHtml,
    inlineFiles: inlineLinks(row.ticket.descriptionHtml, files, viewer),
    attachments: attachedViews(details.files, files, viewer),
    participants: details.people.map(({ accountId, role }) => ({ person: personOf(people, accountId), role })),
    can: {
      comment: can(actor, 'comment', facts),
      note: can(actor, 'note', facts),
      close: can(actor, 'close', facts),
      reopen: can(actor, 'reopen', facts),
      update: can(actor, 'update', facts),
      assign: can(actor, 'update', facts),
      addParticipants: can(actor, 'addParticipants', facts),
      archive: can(actor, 'archive', facts),
    },
  };
};

export const ticketForContact = (parts: DetailParts): TicketForContact => ({
  ...itemForContact(parts.row, parts.people),
  ...page(parts),
  // Who watches from the provider's side is the provider's business.
  participants: page(parts).participants.filter((one) => one.role !== 'watcher'),
  serviceType: parts.row.serviceType,
  team: parts.row.team,
  author: personOf(parts.people, parts.row.ticket.createdBy ?? parts.row.ticket.contactId),
});

export const ticketForTech = (parts: DetailParts): TicketForTech => ({
  ...itemForTech(parts.row, parts.people),
  ...page(parts),
  source: parts.details.source,
  category: parts.details.category,
  author: maybePerson(parts.people, parts.row.ticket.createdBy),
  contactEmail: parts.details.contact.email,
  contactPhone: parts.details.contact.phone,
  contactTitle: parts.details.contact.title,
  archivedAt: parts.row.ticket.archivedAt,
  attributes: parts.row.ticket.attributes,
  seenSeq: parts.row.seenSeq,
  seq: parts.row.ticket.seq,
});

/** Files below a text: those shown inside it are left out. */
export const attachedViews = (
  attached: readonly { readonly fileId: number; readonly isInline: boolean }[],
  files: ReadonlyMap<number, FileRow>,
  viewer: Viewer,
): FileView[] => attached.filter((one) => !one.isInline && files.has(one.fileId)).map((one) => fileView(files.get(one.fileId)!, viewer));

/** Signed links of the images inside a text, by file id. */
export const inlineLinks = (html: string, files: ReadonlyMap<number, FileRow>, viewer: Viewer): Record<string, string> =>
  Object.fromEntries(
    imageIdsIn(html).flatMap((id) => {
      const file = files.get(id);
      const link = file?.hasPictures ? fileView(file, viewer).links.preview : undefined;
      return link ? [[String(id), link]] : [];
    }),
  );
