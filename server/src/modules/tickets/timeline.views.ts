import type { Actor } from '@portico/contracts/access/actor.ts';
import type { PersonRef } from '@portico/contracts/accounts/shapes.ts';
import type {
  Change,
  CommentForContact,
  CommentForTech,
  TimelineEntryForContact,
  TimelineEntryForTech,
} from '@portico/contracts/tickets/shapes.ts';
import { CHANGE_FIELDS } from '@portico/contracts/tickets/shapes.ts';
import type { Static } from 'typebox';
import type { FileRow, Viewer } from '../files/index.ts';
import { mayDeleteAnyComment } from './tickets.policy.ts';
import { type ChangeField, isPublicChange } from './tickets.rules.ts';
import type { StoredChanges } from './tickets.schema.ts';
import { attachedViews, inlineLinks, maybePerson } from './tickets.views.ts';
import type { AttachedFile, EntryRow } from './timeline.reads.ts';

export interface TimelineParts {
  readonly actor: Actor;
  readonly viewer: Viewer;
  readonly people: ReadonlyMap<number, PersonRef>;
  readonly files: ReadonlyMap<number, FileRow>;
  /** `status:3` → "Waiting". */
  readonly names: ReadonlyMap<string, string>;
}
type CommentRow = NonNullable<EntryRow['comment']>;

const PEOPLE_FIELDS: ReadonlySet<string> = new Set<ChangeField>(['assignee', 'contact', 'participants']);

/** Everybody a window of entries mentions. */
export const peopleInEntries = (rows: readonly EntryRow[]): (number | null)[] =>
  rows.flatMap(({ entry, comment }) => [
    entry.authorId,
    comment?.authorId ?? null,
    ...Object.entries(entry.changes)
      .filter(([field]) => PEOPLE_FIELDS.has(field))
      .flatMap(([, pair]) => pair.flat().filter((id) => typeof id === 'number')),
  ]);

export const commentForTech = (row: CommentRow, attached: readonly AttachedFile[], parts: Omit<TimelineParts, 'names'>): CommentForTech => {
  const { actor } = parts;
  const isDeleted = row.deletedAt !== null;
  const own = actor.accountId !== null && row.authorId === actor.accountId;
  return {
    id: row.id,
    ticketId: row.ticketId,
    author: maybePerson(parts.people, row.authorId),
    bodyHtml: isDeleted ? '' : row.bodyHtml,
    inlineFiles: isDeleted ? {} : inlineLinks(row.bodyHtml, parts.files, parts.viewer),
    attachments: isDeleted ? [] : attachedViews(attached, parts.files, parts.viewer),
    createdAt: row.createdAt,
    editedAt: row.editedAt,
    isDeleted,
    version: row.version,
    visibility: row.visibility,
    can: { edit: own && !isDeleted, delete: !isDeleted && (own || mayDeleteAnyComment(actor)) },
  };
};

/** Never called with an internal comment: the rows were chosen by visibility, and the reply's shape checks it once more. */
export const commentForContact = (...args: Parameters<typeof commentForTech>): CommentForContact =>
  commentForTech(...args) as CommentForContact;

const entry = ({ entry }: EntryRow, { people, names }: TimelineParts) => ({
  seq: entry.seq,
  kind: entry.kind,
  author: maybePerson(people, entry.authorId),
  at: entry.occurredAt,
  changes: changesInWords(entry.changes, people, names),
});

export const entryForTech = (row: EntryRow, parts: TimelineParts): TimelineEntryForTech => ({
  ...entry(row, parts),
  visibility: row.entry.visibility,
  comment: row.comment && commentForTech(row.comment, row.files, parts),
  via: row.entry.via && { kind: row.entry.via.kind, name: row.entry.via.name },
});

export const entryForContact = (row: EntryRow, parts: TimelineParts): TimelineEntryForContact => {
  const base = entry(row, parts);
  return {
    ...base,
    visibility: row.entry.visibility as 'public',
    changes: base.changes.filter(({ field }) => isPublicChange(field) || field === 'participants'),
    comment: row.comment && commentForContact(row.comment, row.files, parts),
  };
};

function changesInWords(changes: StoredChanges, people: TimelineParts['people'], names: TimelineParts['names']): Static<typeof Change>[] {
  const isField = (field: string): field is ChangeField => (CHANGE_FIELDS as readonly string[]).includes(field);
  return Object.entries(changes).flatMap(([field, [from, to]]) =>
    isField(field) ? [{ field, from: inWords(field, from, people, names), to: inWords(field, to, people, names) }] : [],
  );
}

/** Names as they are now; what is gone since is a dash. */
function inWords(field: ChangeField, value: unknown, people: TimelineParts['people'], names: TimelineParts['names']): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const words = value.flatMap((one) => inWords(field, one, people, names) ?? []);
    return words.length === 0 ? null : words.join(', ');
  }
  if (typeof value === 'boolean') return null;
  if (typeof value === 'string') return value;
  if (PEOPLE_FIELDS.has(field)) return people.get(Number(value))?.name ?? '–';
  return names.get(`${field}:${value}`) ?? '–';
}
