import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { Id, Instant, Nullable, Words } from '../kernel/shapes.ts';

export const MERGE_KINDS = ['contact', 'company'] as const;
export type MergeKind = (typeof MERGE_KINDS)[number];
/** What the record that is kept may take over from the other one; notes and links are joined. */
export const MERGE_FIELDS = [
  'name',
  'email',
  'title',
  'department',
  'phone',
  'mobile',
  'office',
  'mailNickname',
  'identifier',
  'website',
  'country',
  'typeId',
  'statusId',
  'timeZone',
  'locale',
  'notes',
  'links',
] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

/** What an administrator should know before: it is said again by the screens in words. */
export const MERGE_WARNINGS = [
  'addressesDiffer',
  'otherCompany',
  'staffReach',
  'signInServices',
  'signInRules',
  'hasRights',
  'groupNames',
] as const;
export type MergeWarning = (typeof MERGE_WARNINGS)[number];

const Side = Type.Object({ id: Id, name: Type.String(), note: Nullable(Type.String()), active: Type.Boolean() });
export const MergePreview = Type.Object({
  kind: Words(MERGE_KINDS),
  loser: Side,
  winner: Side,
  /** The code that merges.start would answer. */
  blocked: Nullable(Type.String()),
  fields: Type.Array(Type.Object({ field: Words(MERGE_FIELDS), loser: Nullable(Type.String()), winner: Nullable(Type.String()) })),
  /** How many rows of what would be moved: `{ tickets: 12, comments: 30 }`. */
  counts: Type.Record(Type.String(), Type.Integer()),
  warnings: Type.Array(Words(MERGE_WARNINGS)),
});
export type MergePreview = Static<typeof MergePreview>;

export const Merge = Type.Object({
  id: Id,
  kind: Words(MERGE_KINDS),
  loser: Type.Object({ id: Id, name: Type.String() }),
  winner: Type.Object({ id: Id, name: Type.String() }),
  state: Words(['running', 'done', 'undoing', 'undone', 'failed']),
  counts: Type.Record(Type.String(), Type.Integer()),
  /** What an undo left where it was, because something has happened to it since. */
  kept: Type.Record(Type.String(), Type.Integer()),
  by: Nullable(PersonRef),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
  undoUntil: Instant,
  undoneBy: Nullable(PersonRef),
  undoneAt: Nullable(Instant),
  can: Type.Object({ undo: Type.Boolean() }),
});
export type Merge = Static<typeof Merge>;

const Twin = Type.Object({ id: Id, name: Type.String(), note: Nullable(Type.String()) });
export const DUPLICATE_REASONS = ['name', 'localPart', 'domain'] as const;
export const DuplicatePair = Type.Object({
  id: Id,
  kind: Words(MERGE_KINDS),
  reason: Words(DUPLICATE_REASONS),
  one: Twin,
  other: Twin,
});
export type DuplicatePair = Static<typeof DuplicatePair>;
