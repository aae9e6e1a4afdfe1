import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { CompanyRef } from '../companies/shapes.ts';
import { FileView } from '../files/shapes.ts';
import { Id, Instant, Nullable, RichTextInput, Version, Words } from '../kernel/shapes.ts';
import { PriorityLevel, StatusKind } from '../service-desk/shapes.ts';

export const Ref = Type.Object({ id: Id, name: Type.String() });
const StatusRef = Type.Object({ id: Id, name: Type.String(), kind: StatusKind, isClosed: Type.Boolean() });
const PriorityRef = Type.Object({ id: Id, name: Type.String(), level: PriorityLevel, color: Type.String() });

export const ParticipantRole = Words(['owner', 'watcher', 'cc']);
export const Participant = Type.Object({ person: PersonRef, role: ParticipantRole });

/** What the caller may do with this ticket now; buttons follow it and never guess. */
export const TicketCan = Type.Object({
  comment: Type.Boolean(),
  note: Type.Boolean(),
  close: Type.Boolean(),
  reopen: Type.Boolean(),
  update: Type.Boolean(),
  assign: Type.Boolean(),
  addParticipants: Type.Boolean(),
  archive: Type.Boolean(),
});

const shared = {
  id: Id,
  number: Id,
  title: Type.String(),
  status: StatusRef,
  priority: PriorityRef,
  company: CompanyRef,
  contact: PersonRef,
  /** The contact group it belongs to; null = the owner's own. */
  contactGroup: Nullable(Type.Object({ id: Id, name: Type.String(), icon: Type.String() })),
  assignee: Nullable(PersonRef),
  isUnread: Type.Boolean(),
  createdAt: Instant,
  closedAt: Nullable(Instant),
  version: Version,
};

/** A row of the contact's lists. `updatedAt` is the last change the contact can see. */
export const TicketItemForContact = Type.Object({
  ...shared,
  updatedAt: Instant,
  /** Whose turn it is, in the portal's own words: the page makes the sentence ("With Sam, waiting for you"). */
  turn: Words(['you', 'us', 'other', 'approval', 'scheduled', 'done']),
  /** Plain text of the newest public words, at most 160 characters. */
  excerpt: Nullable(Type.String()),
});
export type TicketItemForContact = Static<typeof TicketItemForContact>;

/** A row of the techs' lists. */
export const TicketItemForTech = Type.Object({
  ...shared,
  queue: Ref,
  team: Nullable(Ref),
  serviceType: Nullable(Ref),
  dueAt: Nullable(Instant),
  updatedAt: Instant,
  tags: Type.Array(Type.String()),
  isVip: Type.Boolean(),
  commentCount: Type.Integer(),
  tasksDone: Type.Integer(),
  tasksTotal: Type.Integer(),
});
export type TicketItemForTech = Static<typeof TicketItemForTech>;

export const TicketForContact = Type.Object({
  ...TicketItemForContact.properties,
  descriptionHtml: Type.String({ description: 'Sanitised; images are `file:ID`, resolved by `inlineFiles`' }),
  inlineFiles: Type.Record(Type.String(), Type.String(), { description: 'file id → signed link of an inline image' }),
  attachments: Type.Array(FileView),
  serviceType: Nullable(Ref),
  team: Nullable(Ref),
  author: PersonRef,
  participants: Type.Array(Participant),
  can: TicketCan,
});
export type TicketForContact = Static<typeof TicketForContact>;

export const TicketForTech = Type.Object({
  ...TicketItemForTech.properties,
  descriptionHtml: Type.String(),
  inlineFiles: Type.Record(Type.String(), Type.String()),
  attachments: Type.Array(FileView),
  source: Nullable(Ref),
  category: Nullable(Ref),
  author: Nullable(PersonRef),
  participants: Type.Array(Participant),
  contactEmail: Nullable(Type.String()),
  contactPhone: Nullable(Type.String()),
  contactTitle: Nullable(Type.String()),
  archivedAt: Nullable(Instant),
  /** Imported attributes and free metadata. */
  attributes: Type.Record(Type.String(), Type.Unknown()),
  seenSeq: Type.Integer(),
  seq: Type.Integer(),
  can: TicketCan,
});
export type TicketForTech = Static<typeof TicketForTech>;

const comment = {
  id: Id,
  ticketId: Id,
  author: Nullable(PersonRef),
  bodyHtml: Type.String(),
  inlineFiles: Type.Record(Type.String(), Type.String()),
  attachments: Type.Array(FileView),
  createdAt: Instant,
  editedAt: Nullable(Instant),
  isDeleted: Type.Boolean(),
  version: Version,
  can: Type.Object({ edit: Type.Boolean(), delete: Type.Boolean() }),
};
/** Rows are checked too: `visibility` can only be public here. */
export const CommentForContact = Type.Object({ ...comment, visibility: Words(['public']) });
export const CommentForTech = Type.Object({ ...comment, visibility: Words(['public', 'internal']) });
export type CommentForContact = Static<typeof CommentForContact>;
export type CommentForTech = Static<typeof CommentForTech>;

export const CHANGE_FIELDS = [
  'title',
  'description',
  'status',
  'priority',
  'queue',
  'category',
  'source',
  'serviceType',
  'assignee',
  'team',
  'dueAt',
  'tags',
  'contact',
  'contactGroup',
  'company',
  'participants',
  'archived',
] as const;
/** One changed field in words: names at reading time, null = nothing was there. */
export const Change = Type.Object({ field: Words(CHANGE_FIELDS), from: Nullable(Type.String()), to: Nullable(Type.String()) });

const entry = {
  seq: Type.Integer(),
  kind: Words(['created', 'comment', 'changed', 'closed', 'reopened', 'participants']),
  author: Nullable(PersonRef),
  at: Instant,
  changes: Type.Array(Change),
};
export const TimelineEntryForContact = Type.Object({ ...entry, visibility: Words(['public']), comment: Nullable(CommentForContact) });
export const TimelineEntryForTech = Type.Object({
  ...entry,
  visibility: Words(['public', 'internal']),
  comment: Nullable(CommentForTech),
  /** Who really acted when it was not the author: "by key Monitoring", "imported". */
  via: Nullable(Type.Object({ kind: Type.String(), name: Type.String() })),
});
export type TimelineEntryForContact = Static<typeof TimelineEntryForContact>;
export type TimelineEntryForTech = Static<typeof TimelineEntryForTech>;
/** Newest last. `before` is the seq to ask for older entries, or null at the beginning. */
const timelinePage = { before: Nullable(Type.Integer()), total: Type.Integer() };
export const TimelineForContact = Type.Object({ items: Type.Array(TimelineEntryForContact), ...timelinePage });
export const TimelineForTech = Type.Object({ items: Type.Array(TimelineEntryForTech), ...timelinePage });

const FileIds = Type.Optional(Type.Array(Id, { maxItems: 20, description: 'Own uploads to attach' }));
export const Title = Type.String({ minLength: 1, maxLength: 300 });
/** A contact's request. */
export const NewTicketByContact = {
  title: Title,
  descriptionHtml: Type.Optional(RichTextInput),
  serviceTypeId: Type.Optional(Nullable(Id)),
  fileIds: FileIds,
  contactGroupId: Type.Optional(
    Type.Union([Id, Type.Null()], {
      description: 'One of the contact’s groups; staff: any active group of the company. Null: nobody else’s',
    }),
  ),
  contactId: Type.Optional(
    Type.Union([Id, Type.Null()], { description: 'On behalf of a colleague (company managers); staff must name the contact' }),
  ),
};
const OptionalId = Type.Optional(Nullable(Id));
const staffFields = {
  queueId: Type.Optional(Id),
  statusId: Type.Optional(Id),
  priorityId: Type.Optional(Id),
  sourceId: OptionalId,
  categoryId: OptionalId,
  assigneeId: OptionalId,
  teamId: OptionalId,
  dueAt: Type.Optional(Nullable(Instant)),
  tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 30 })),
};
/** Contacts may send only the fields of NewTicketByContact; staff fields from a contact are refused. */
export const NewTicket = Type.Object({ ...NewTicketByContact, ...staffFields }, { additionalProperties: false });
export const TicketPatch = Type.Object(
  {
    title: Type.Optional(Title),
    descriptionHtml: Type.Optional(RichTextInput),
    serviceTypeId: OptionalId,
    contactId: Type.Optional(Id),
    contactGroupId: OptionalId,
    ...staffFields,
  },
  { additionalProperties: false },
);
export const NewComment = Type.Object(
  {
    bodyHtml: RichTextInput,
    fileIds: FileIds,
    visibility: Type.Optional(Words(['public', 'internal'])),
    /** Staff: set this status with the comment, in one change. */
    statusId: Type.Optional(Id),
  },
  { additionalProperties: false },
);
export const CommentPatch = Type.Object({ bodyHtml: RichTextInput }, { additionalProperties: false });
export const CommentRevision = Type.Object({
  version: Version,
  bodyHtml: Type.String(),
  replacedAt: Instant,
  replacedBy: Nullable(PersonRef),
});

export const Draft = Type.Object({ key: Type.String(), body: Type.Unknown(), updatedAt: Instant });
