import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { Id, Instant, Nullable, Words } from '../kernel/shapes.ts';

export const PersonalDataPreview = Type.Object({
  /** What must be typed to erase the person: the address, or the name of somebody without one. */
  confirm: Type.String(),
  /** How many rows of what are kept. */
  counts: Type.Record(Type.String(), Type.Integer()),
  erasedAt: Nullable(Instant),
  /** An erasure that is under way. */
  erasing: Type.Boolean(),
  can: Type.Object({ export: Type.Boolean(), erase: Type.Boolean() }),
});
export type PersonalDataPreview = Static<typeof PersonalDataPreview>;

export const PersonalExport = Type.Object({
  id: Id,
  state: Words(['running', 'done', 'failed']),
  size: Nullable(Type.Integer()),
  counts: Type.Record(Type.String(), Type.Integer()),
  by: Nullable(PersonRef),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
  expiresAt: Nullable(Instant),
  downloads: Type.Integer(),
  downloadedAt: Nullable(Instant),
});
export type PersonalExport = Static<typeof PersonalExport>;

export const Erasure = Type.Object({
  id: Id,
  state: Words(['running', 'done', 'failed']),
  redactTexts: Type.Boolean(),
  counts: Type.Record(Type.String(), Type.Integer()),
  createdAt: Instant,
});
export type Erasure = Static<typeof Erasure>;
