import type { Key, Language, PersonKey } from './demo.types.ts';

/** Time since the beat before: minutes, hours, days. `3d` skips weekends and nights when it is laid out. */
export type Gap = `${number}${'m' | 'h' | 'd'}`;

export type Beat = { readonly by: PersonKey; readonly gap: Gap } & (
  | { readonly kind: 'comment' | 'note' | 'edit'; readonly text: string; readonly files: readonly Key[] }
  | { readonly kind: 'assign'; readonly to: PersonKey | null; readonly team: Key | null }
  | { readonly kind: 'status' | 'priority'; readonly to: Key }
  | { readonly kind: 'tags'; readonly to: readonly string[] }
  /** Minutes from now, so that some are always due soon. */
  | { readonly kind: 'due'; readonly inMinutes: number | null }
  | { readonly kind: 'participant'; readonly person: PersonKey; readonly role: 'cc' | 'watcher' }
  | { readonly kind: 'close' | 'reopen' }
);

/** A ticket as written by hand or by a pattern, before it is laid on the calendar. */
export interface Script {
  readonly title: string;
  readonly from: PersonKey;
  readonly ask: string;
  /** Minutes between the last beat and now. */
  readonly ago: number;
  readonly service?: Key;
  readonly queue?: Key;
  readonly priority?: Key;
  readonly source?: Key;
  readonly category?: Key;
  readonly tags?: readonly string[];
  readonly language?: Language;
  readonly files?: readonly Key[];
  readonly unread?: readonly PersonKey[];
  readonly beats: readonly Beat[];
}

/** Somebody outside writes. */
export const says = (by: PersonKey, gap: Gap, text: string, ...files: Key[]): Beat => ({ kind: 'comment', by, gap, text, files });
/** A tech writes to the customer; with `then`, the status it sets in the same moment. */
export const reply = (by: PersonKey, gap: Gap, text: string, then?: Key): Beat[] => [
  { kind: 'comment', by, gap, text, files: [] },
  ...(then ? [status(by, '0m', then)] : []),
];
export const note = (by: PersonKey, gap: Gap, text: string, ...files: Key[]): Beat => ({ kind: 'note', by, gap, text, files });
export const edit = (by: PersonKey, gap: Gap, text: string): Beat => ({ kind: 'edit', by, gap, text, files: [] });
export const status = (by: PersonKey, gap: Gap, to: Key): Beat => ({ kind: 'status', by, gap, to });
export const take = (by: PersonKey, gap: Gap, team: Key | null = null): Beat[] => [
  { kind: 'assign', by, gap, to: by, team },
  { kind: 'status', by, gap: '0m', to: 'in-progress' },
];
export const assign = (by: PersonKey, gap: Gap, to: PersonKey | null, team: Key | null = null): Beat => ({
  kind: 'assign',
  by,
  gap,
  to,
  team,
});
export const priority = (by: PersonKey, gap: Gap, to: Key): Beat => ({ kind: 'priority', by, gap, to });
export const tags = (by: PersonKey, gap: Gap, ...to: string[]): Beat => ({ kind: 'tags', by, gap, to });
export const due = (by: PersonKey, gap: Gap, inMinutes: number | null): Beat => ({ kind: 'due', by, gap, inMinutes });
export const cc = (by: PersonKey, gap: Gap, person: PersonKey): Beat => ({ kind: 'participant', by, gap, person, role: 'cc' });
export const watch = (by: PersonKey, gap: Gap, person = by): Beat => ({ kind: 'participant', by, gap, person, role: 'watcher' });
export const close = (by: PersonKey, gap: Gap): Beat => ({ kind: 'close', by, gap });
export const reopen = (by: PersonKey, gap: Gap): Beat => ({ kind: 'reopen', by, gap });

/** Reads better in the scripts than spreading each of the two-beat moves. */
export const beats = (...parts: readonly (Beat | readonly Beat[])[]): Beat[] => parts.flat() as Beat[];

export const HOUR = 60;
export const DAY = 24 * HOUR;
