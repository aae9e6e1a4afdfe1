import type { Queue, QueuePatch, Status } from '@portico/contracts/service-desk/shapes.ts';
import type { TFunction } from 'i18next';
import type { Static } from 'typebox';

export const PURPOSES = ['defaultStatusId', 'closedStatusId', 'reopenedStatusId', 'updatedStatusId'] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface QueueValues {
  readonly name: string;
  readonly description: string;
  readonly statusIds: readonly number[];
  readonly defaultStatusId: string;
  readonly closedStatusId: string;
  readonly reopenedStatusId: string;
  readonly updatedStatusId: string;
}
export const EMPTY_QUEUE: QueueValues = {
  name: '',
  description: '',
  statusIds: [],
  defaultStatusId: '',
  closedStatusId: '',
  reopenedStatusId: '',
  updatedStatusId: '',
};

export const queueValues = (queue: Queue): QueueValues => ({
  name: queue.name,
  description: queue.description,
  statusIds: queue.statusIds,
  defaultStatusId: text(queue.defaultStatusId),
  closedStatusId: text(queue.closedStatusId),
  reopenedStatusId: text(queue.reopenedStatusId),
  updatedStatusId: text(queue.updatedStatusId),
});
const text = (id: number | null): string => (id === null ? '' : String(id));

export function queuePatch(values: Partial<QueueValues>): Static<typeof QueuePatch> {
  const purposes = PURPOSES.filter((purpose) => purpose in values).map((purpose) => [purpose, Number(values[purpose]) || null]);
  return { ...values, ...(values.name === undefined ? {} : { name: values.name.trim() }), ...Object.fromEntries(purposes) } as Static<
    typeof QueuePatch
  >;
}

/** A queue with its own statuses needs one that is open and one that is closed, or its tickets could never be closed or reopened. */
export function checkQueue(values: QueueValues, statuses: readonly Status[], t: TFunction<'admin'>): Record<string, string> {
  const own = statuses.filter((status) => values.statusIds.includes(status.id));
  const lacking = own.length > 0 && (!own.some((one) => one.isClosed) || own.every((one) => one.isClosed));
  return {
    ...(values.name.trim() === '' ? { name: t('desk.nameNeeded') } : {}),
    ...(lacking ? { statusIds: t(own.every((one) => one.isClosed) ? 'desk.queues.openNeeded' : 'desk.queues.closedNeeded') } : {}),
  };
}
