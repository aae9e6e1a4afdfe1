export type RowId = number | string;
export interface SortState {
  readonly field: string;
  readonly descending: boolean;
}

/** First press ascending, second descending; another column starts anew. */
export const nextSort = (current: SortState | undefined, field: string): SortState => ({
  field,
  descending: current?.field === field ? !current.descending : false,
});
/** The server's form: `-updatedAt`. */
export const sortParam = (sort: SortState): string => (sort.descending ? '-' : '') + sort.field;

export function toggleRow(selected: ReadonlySet<RowId>, id: RowId): ReadonlySet<RowId> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** All visible rows, or none when all are chosen already; rows chosen elsewhere stay. */
export function toggleAll(selected: ReadonlySet<RowId>, visible: readonly RowId[]): ReadonlySet<RowId> {
  const all = visible.every((id) => selected.has(id));
  const next = new Set(selected);
  for (const id of visible) all ? next.delete(id) : next.add(id);
  return next;
}

/** Shift and click: everything between the last chosen row and this one. */
export function selectRange(selected: ReadonlySet<RowId>, visible: readonly RowId[], from: RowId, to: RowId): ReadonlySet<RowId> {
  const [a, b] = [visible.indexOf(from), visible.indexOf(to)].sort((x, y) => x - y) as [number, number];
  if (a < 0) return toggleRow(selected, to);
  return new Set([...selected, ...visible.slice(a, b + 1)]);
}

/** The neighbour j and k move to; stays at the ends, starts at the first. */
export function moveCursor(visible: readonly RowId[], current: RowId | null, step: 1 | -1): RowId | null {
  const index = current === null ? -1 : visible.indexOf(current);
  if (index < 0) return visible[0] ?? null;
  return visible[Math.min(visible.length - 1, Math.max(0, index + step))] ?? null;
}
