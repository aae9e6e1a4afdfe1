import { Refusal } from '../../kernel/errors.ts';
import type { ServiceDesk } from '../service-desk/index.ts';

interface Automation {
  readonly queueId?: number | null;
  readonly statusId?: number | null;
  readonly priorityId?: number | null;
  readonly categoryId?: number | null;
  readonly sourceId?: number | null;
}

/** Refuses automation that points at rows that are gone, or that would create a ticket already closed. */
export function checkAutomation(desk: ServiceDesk, automation: Automation): void {
  const lists = {
    queueId: desk.queues,
    statusId: desk.statuses.filter((one) => !one.isClosed),
    priorityId: desk.priorities,
    categoryId: desk.categories,
    sourceId: desk.sources,
  };
  const wrong = Object.entries(lists).flatMap(([path, rows]) => {
    const id = automation[path as keyof Automation];
    return id === null || id === undefined || rows.some((row) => row.id === id && row.active) ? [] : [path];
  });
  if (wrong.length === 0) return;
  throw new Refusal(
    422,
    'defaults.invalid',
    'The service type points at something that does not exist, is archived, or is a closed status.',
    {
      fields: wrong.map((path) => ({
        path,
        code: 'unknown',
        message: path === 'statusId' ? 'Choose an open status that is not archived.' : 'Choose a row that is not archived.',
      })),
    },
  );
}
