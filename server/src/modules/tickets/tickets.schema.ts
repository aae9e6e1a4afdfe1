import { boolean, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tsvector } from '../../kernel/db/columns.ts';

export const tickets = pgTable('tickets', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  number: integer('number').notNull(),
  title: text('title').notNull(),
  descriptionHtml: text('description_html').notNull().default(''),
  descriptionText: text('description_text').notNull().default(''),
  bodyFormat: smallint('body_format').notNull().default(1),
  companyId: integer('company_id').notNull(),
  contactId: integer('contact_id').notNull(),
  contactGroupId: integer('contact_group_id'),
  serviceTypeId: integer('service_type_id'),
  queueId: integer('queue_id').notNull(),
  statusId: integer('status_id').notNull(),
  priorityId: integer('priority_id').notNull(),
  sourceId: integer('source_id'),
  categoryId: integer('category_id'),
  assigneeId: integer('assignee_id'),
  teamId: integer('team_id'),
  dueAt: instant('due_at'),
  isClosed: boolean('is_closed').notNull().default(false),
  createdBy: integer('created_by'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  publicAt: instant('public_at').notNull(),
  closedAt: instant('closed_at'),
  archivedAt: instant('archived_at'),
  archivedBy: integer('archived_by'),
  seq: integer('seq').notNull().default(0),
  publicSeq: integer('public_seq').notNull().default(0),
  quietSeq: integer('quiet_seq').notNull().default(0),
  commentCount: integer('comment_count').notNull().default(0),
  publicCommentCount: integer('public_comment_count').notNull().default(0),
  lastPublicBy: text('last_public_by', { enum: ['contact', 'tech'] }),
  attributes: jsonb('attributes').$type<Record<string, unknown>>().notNull().default({}),
  version: integer('version').notNull().default(1),
});

export const ticketParticipants = pgTable(
  'ticket_participants',
  {
    ticketId: integer('ticket_id').notNull(),
    accountId: integer('account_id').notNull(),
    role: text('role', { enum: ['owner', 'watcher', 'cc'] }).notNull(),
    addedBy: integer('added_by'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.accountId, t.role] })],
);

export const ticketTags = pgTable('ticket_tags', { ticketId: integer('ticket_id').notNull(), tagId: integer('tag_id').notNull() }, (t) => [
  primaryKey({ columns: [t.ticketId, t.tagId] }),
]);

export const ticketReads = pgTable(
  'ticket_reads',
  {
    accountId: integer('account_id').notNull(),
    ticketId: integer('ticket_id').notNull(),
    seenSeq: integer('seen_seq').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.ticketId] })],
);

export const comments = pgTable('comments', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  ticketId: integer('ticket_id').notNull(),
  authorId: integer('author_id'),
  visibility: text('visibility', { enum: ['public', 'internal'] }).notNull(),
  bodyHtml: text('body_html').notNull(),
  bodyText: text('body_text').notNull(),
  bodyFormat: smallint('body_format').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  editedAt: instant('edited_at'),
  editedBy: integer('edited_by'),
  deletedAt: instant('deleted_at'),
  deletedBy: integer('deleted_by'),
  version: integer('version').notNull().default(1),
});

export const commentRevisions = pgTable(
  'comment_revisions',
  {
    commentId: integer('comment_id').notNull(),
    version: integer('version').notNull(),
    bodyHtml: text('body_html').notNull(),
    bodyText: text('body_text').notNull(),
    replacedAt: instant('replaced_at').notNull(),
    replacedBy: integer('replaced_by'),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.version] })],
);

export type StoredChanges = Record<string, readonly [unknown, unknown]>;
export const ticketTimeline = pgTable(
  'ticket_timeline',
  {
    ticketId: integer('ticket_id').notNull(),
    seq: integer('seq').notNull(),
    kind: text('kind', { enum: ['created', 'comment', 'changed', 'closed', 'reopened', 'participants'] }).notNull(),
    visibility: text('visibility', { enum: ['public', 'internal'] }).notNull(),
    authorId: integer('author_id'),
    authorKind: text('author_kind', { enum: ['contact', 'tech', 'system'] }).notNull(),
    via: jsonb('via').$type<{ kind: string; id: number | null; name: string }>(),
    commentId: integer('comment_id'),
    changes: jsonb('changes').$type<StoredChanges>().notNull().default({}),
    changeId: uuid('change_id').notNull(),
    occurredAt: instant('occurred_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.seq] })],
);

export const attachments = pgTable('attachments', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  fileId: integer('file_id').notNull(),
  ticketId: integer('ticket_id').notNull(),
  commentId: integer('comment_id'),
  visibility: text('visibility', { enum: ['public', 'internal'] }).notNull(),
  isInline: boolean('is_inline').notNull().default(false),
  addedBy: integer('added_by'),
  createdAt: instant('created_at').notNull(),
});

export const drafts = pgTable(
  'drafts',
  {
    accountId: integer('account_id').notNull(),
    key: text('key').notNull(),
    body: jsonb('body').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.key] })],
);

export const ticketDocuments = pgTable(
  'ticket_documents',
  {
    ticketId: integer('ticket_id').notNull(),
    audience: text('audience', { enum: ['public', 'staff'] }).notNull(),
    part: integer('part').notNull().default(0),
    head: tsvector('head').notNull(),
    vector: tsvector('vector').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.audience, t.part] })],
);
