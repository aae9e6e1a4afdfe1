import type { StatusKind } from '@portico/contracts/service-desk/shapes.ts';
import { invalidField, Refusal } from '../../kernel/errors.ts';
import type { Queue, RowKind, ServiceDesk, Status } from './service-desk.store.ts';

/** Only `closed` ends a ticket. A resolved one is still open: the customer may answer, and that brings it back by itself. */
export const isClosedKind = (kind: StatusKind): boolean => kind === 'closed';

export type StatusPurpose = 'default' | 'closed' | 'reopened' | 'updated';
const COLUMN = { default: 'defaultStatusId', closed: 'closedStatusId', reopened: 'reopenedStatusId', updated: 'updatedStatusId' } as const;
const GLOBAL = { default: 'statusId', closed: 'closedStatusId', reopened: 'reopenedStatusId', updated: 'updatedStatusId' } as const;

/**
 * The status an action sets in a queue: the queue's own, else the global one, else null: for `default` and `closed` the first
 * fitting status, because a ticket must have one; for `reopened` the default; for `updated` nothing changes.
 */
export function statusFor(desk: ServiceDesk, queueId: number, purpose: StatusPurpose): Status | null {
  const queue = desk.queues.find((one) => one.id === queueId);
  const configured = queue?.[COLUMN[purpose]] ?? desk.defaults[GLOBAL[purpose]];
  const status = desk.statuses.find((one) => one.id === configured && one.active);
  if (status) return status;
  if (purpose === 'updated') return null;
  if (purpose === 'reopened') return statusFor(desk, queueId, 'default');
  return orderedStatuses(desk, queue).find((one) => one.active && one.isClosed === (purpose === 'closed')) ?? null;
}

/** The queue's own list first, then all others in their order. */
function orderedStatuses(desk: ServiceDesk, queue: Queue | undefined): Status[] {
  const own = (queue?.statusIds ?? []).flatMap((id) => desk.statuses.find((one) => one.id === id) ?? []);
  return [...own, ...desk.statuses.filter((one) => !own.includes(one))];
}

/** Refuses a queue whose statuses cannot carry a ticket from start to end. */
export function checkQueue(desk: ServiceDesk, queue: Partial<Queue>): void {
  const find = (id: number) => desk.statuses.find((one) => one.id === id && one.active);
  const listed = (queue.statusIds ?? []).map((id) => {
    const status = find(id);
    if (!status) throw invalidField('statusIds', 'unknown', 'One of these statuses does not exist or is archived.');
    return status;
  });
  if (listed.length > 0 && !(listed.some((one) => one.isClosed) && listed.some((one) => !one.isClosed))) {
    throw invalidField('statusIds', 'incomplete', 'A queue needs at least one open and one closed status.');
  }
  checkPurposes(desk, queue, COLUMN);
}

type Purposes = Partial<Record<(typeof COLUMN | typeof GLOBAL)[StatusPurpose], number | null>>;
function checkPurposes(desk: ServiceDesk, chosen: Purposes, columns: typeof COLUMN | typeof GLOBAL): void {
  for (const purpose of ['default', 'closed', 'reopened', 'updated'] as const) {
    const id = chosen[columns[purpose]];
    if (id === null || id === undefined) continue;
    const status = desk.statuses.find((one) => one.id === id && one.active);
    if (!status) throw invalidField(columns[purpose], 'unknown', 'This status does not exist or is archived.');
    if (status.isClosed !== (purpose === 'closed')) {
      throw invalidField(
        columns[purpose],
        'wrongKind',
        purpose === 'closed' ? 'Choose a status that closes the ticket.' : 'Choose a status that leaves the ticket open.',
      );
    }
  }
}

/** Refuses defaults that name a row that is gone. */
export function checkDefaults(desk: ServiceDesk, defaults: ServiceDesk['defaults']): void {
  const rows = { queueId: desk.queues, sourceId: desk.sources, priorityId: desk.priorities, categoryId: desk.categories } as const;
  for (const [field, list] of Object.entries(rows)) {
    const id = defaults[field as keyof typeof rows];
    if (id !== null && !list.some((one) => one.id === id && one.active))
      throw invalidField(field, 'unknown', 'This row does not exist or is archived.');
  }
  checkPurposes(desk, defaults, GLOBAL);
}

/** Refuses to archive a row that something else relies on; says what. */
export function checkArchive(desk: ServiceDesk, kind: RowKind, id: number): void {
  const { defaults } = desk;
  const inDefaults = {
    queues: [defaults.queueId],
    statuses: [defaults.statusId, defaults.closedStatusId, defaults.reopenedStatusId, defaults.updatedStatusId],
    priorities: [defaults.priorityId],
    sources: [defaults.sourceId],
    categories: [defaults.categoryId],
  }[kind];
  const noun = { queues: 'queue', statuses: 'status', priorities: 'priority', sources: 'source', categories: 'category' }[kind];
  const refuse = (where: string) => new Refusal(409, `${noun}.inUse`, `This ${noun} is used by ${where}. Choose another one there first.`);
  if (inDefaults.includes(id)) throw refuse('the defaults');
  if (kind !== 'statuses') return;
  const queue = desk.queues.find(
    (one) =>
      one.statusIds.includes(id) || [one.defaultStatusId, one.closedStatusId, one.reopenedStatusId, one.updatedStatusId].includes(id),
  );
  if (queue) throw refuse(`the queue “${queue.name}”`);
}

/** A status keeps its side: tickets that have it are open or closed by it. */
export function checkKindChange(before: Status, kind: StatusKind): void {
  if (isClosedKind(kind) !== before.isClosed) {
    throw new Refusal(
      409,
      'status.inUse',
      'A status cannot change between open and closed, because tickets have it. Create a new status and archive this one.',
    );
  }
}
