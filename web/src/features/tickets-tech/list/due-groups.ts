import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { daysBetween } from '../../../lib/time.ts';

export const DUE_GROUPS = ['past', 'soon', 'today', 'waiting', 'later'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];
type Due = Pick<TicketItemForTech, 'dueAt' | 'status'>;

const SOON_MS = 2 * 3_600_000;
const WAITS: ReadonlySet<string> = new Set(['waiting-you', 'waiting-other', 'approval', 'scheduled']);

/** What is late or nearly late comes first whatever its status; of the rest, what waits for someone else stands apart. */
export function dueGroup({ dueAt, status }: Due, now: number, timeZone: string): DueGroup {
  const left = dueAt === null ? null : Date.parse(dueAt) - now;
  if (left !== null && left < 0) return 'past';
  if (left !== null && left <= SOON_MS) return 'soon';
  if (WAITS.has(status.kind)) return 'waiting';
  if (left !== null && daysBetween(now, now + left, timeZone) === 0) return 'today';
  return 'later';
}

export interface Grouped<T> {
  readonly group: DueGroup;
  readonly rows: readonly T[];
}
/** Groups in their order, empty ones left out; within a group the order of the list holds. */
export function byDue<T extends Due>(rows: readonly T[], now: number, timeZone: string): readonly Grouped<T>[] {
  const groups = Map.groupBy(rows, (row) => dueGroup(row, now, timeZone));
  return DUE_GROUPS.flatMap((group) => (groups.has(group) ? [{ group, rows: groups.get(group) ?? [] }] : []));
}
