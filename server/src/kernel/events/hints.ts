import type { EventDeclaration } from '../module.ts';
import type { NewEvent } from './events.store.ts';

/** What the live lane sends: enough to refetch, nothing to read. */
export interface Hint {
  readonly kind: string;
  readonly id: number;
  readonly version: number | null;
}
/** Supplied by kernel/realtime; best effort, after the commit. */
export type PublishHint = (rooms: readonly string[], hint: Hint) => void;

/** One hint per changed thing, to the union of the rooms its events name. */
export function publishHints(rows: readonly NewEvent[], declarations: ReadonlyMap<string, EventDeclaration>, publish: PublishHint): void {
  const hints = new Map<string, { hint: Hint; rooms: Set<string> }>();
  for (const row of rows) {
    const declaration = declarations.get(row.name);
    if (!declaration || row.quiet) continue;
    const entity = { kind: row.entityKind, id: row.entityId, version: row.entityVersion ?? null };
    const key = `${entity.kind}:${entity.id}`;
    const found = hints.get(key) ?? { hint: entity, rooms: new Set<string>() };
    const version = Math.max(found.hint.version ?? 0, entity.version ?? 0);
    for (const room of declaration.rooms({ entity, payload: row.payload, changes: row.changes })) found.rooms.add(room);
    hints.set(key, { hint: { ...entity, version: version === 0 ? null : version }, rooms: found.rooms });
  }
  for (const { hint, rooms } of hints.values()) if (rooms.size > 0) publish([...rooms], hint);
}
