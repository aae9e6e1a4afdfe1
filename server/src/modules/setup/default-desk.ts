import type { Ctx } from '../../kernel/context.ts';
import { createRow, setDefaults } from '../service-desk/index.ts';

const STATUSES = [
  { name: 'New', kind: 'new' },
  { name: 'In progress', kind: 'progress' },
  { name: 'Waiting for customer', kind: 'waiting-you' },
  { name: 'Waiting for third party', kind: 'waiting-other' },
  { name: 'Waiting for approval', kind: 'approval' },
  { name: 'Scheduled', kind: 'scheduled' },
  { name: 'Resolved', kind: 'resolved' },
  { name: 'Closed', kind: 'closed' },
] as const;
const PRIORITIES = [
  { name: 'Urgent', level: 'urgent', color: '#b3261e' },
  { name: 'High', level: 'high', color: '#8f5200' },
  { name: 'Normal', level: 'normal', color: '#5c5c57' },
  { name: 'Low', level: 'low', color: '#8a8a84' },
] as const;
const SOURCES = ['Portal', 'E-mail', 'Phone', 'API'];

/** A service desk in which the first ticket can be written: everything here can be renamed or replaced afterwards. */
export async function createDefaultDesk(ctx: Ctx): Promise<void> {
  const statuses = new Map<string, number>();
  for (const status of STATUSES) statuses.set(status.kind, (await createRow('statuses')(ctx, { body: status })).id);
  const priorities = new Map<string, number>();
  for (const priority of PRIORITIES) priorities.set(priority.level, (await createRow('priorities')(ctx, { body: priority })).id);
  const sources: number[] = [];
  for (const name of SOURCES) sources.push((await createRow('sources')(ctx, { body: { name } })).id);
  const queue = await createRow('queues')(ctx, { body: { name: 'Support', statusIds: [...statuses.values()] } });
  const idOf = (rows: Map<string, number>, key: string): number | null => rows.get(key) ?? null;
  await setDefaults(ctx, {
    body: {
      queueId: queue.id,
      sourceId: sources[0] ?? null,
      priorityId: idOf(priorities, 'normal'),
      statusId: idOf(statuses, 'new'),
      closedStatusId: idOf(statuses, 'closed'),
      reopenedStatusId: idOf(statuses, 'progress'),
      updatedStatusId: idOf(statuses, 'progress'),
      somethingElse: true,
    },
  });
}
