import type { PriorityLevel } from '@portico/contracts/service-desk/shapes.ts';
import type { DemoWorkspace } from '../../../../tools/demo/demo.types.ts';
import type { Ctx } from '../../kernel/context.ts';
import { createServiceType } from '../catalogue/index.ts';
import { createRow, setDefaults } from '../service-desk/index.ts';

export interface DeskIds {
  readonly queues: ReadonlyMap<string, number>;
  readonly statuses: ReadonlyMap<string, number>;
  readonly priorities: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
  readonly serviceTypes: ReadonlyMap<string, number>;
}

const LEVELS: readonly PriorityLevel[] = ['urgent', 'high', 'normal', 'low'];

/** From now on an answer of a customer brings the ticket back, as in any workspace. */
export const switchAutomationOn = (ctx: Ctx, { serviceConfig }: DemoWorkspace, { statuses }: DeskIds) =>
  setDefaults(ctx, { body: { updatedStatusId: statuses.get(serviceConfig.automation.onContactUpdate.to) ?? null } });

export async function seedServiceDesk(ctx: Ctx, { serviceConfig, serviceTypes }: DemoWorkspace): Promise<DeskIds> {
  const ids = {
    queues: new Map(),
    statuses: new Map(),
    priorities: new Map(),
    sources: new Map(),
    categories: new Map(),
    serviceTypes: new Map(),
  } as Record<keyof DeskIds, Map<string, number>>;
  for (const { key, name, kind } of serviceConfig.statuses)
    ids.statuses.set(key, (await createRow('statuses')(ctx, { body: { name, kind } })).id);
  const statusIds = (keys: readonly string[] | null) => keys?.map((key) => ids.statuses.get(key) ?? 0) ?? [];
  for (const { key, name, description, statuses } of serviceConfig.queues) {
    ids.queues.set(key, (await createRow('queues')(ctx, { body: { name, description, statusIds: statusIds(statuses) } })).id);
  }
  for (const { key, name, rank, color } of serviceConfig.priorities) {
    const level = LEVELS[rank - 1] ?? 'normal';
    ids.priorities.set(key, (await createRow('priorities')(ctx, { body: { name, level, color } })).id);
  }
  for (const { key, name } of serviceConfig.sources) ids.sources.set(key, (await createRow('sources')(ctx, { body: { name } })).id);
  for (const { key, name } of serviceConfig.categories)
    ids.categories.set(key, (await createRow('categories')(ctx, { body: { name } })).id);
  const { defaults, automation } = serviceConfig;
  await setDefaults(ctx, {
    body: {
      queueId: ids.queues.get(defaults.queue) ?? null,
      sourceId: ids.sources.get(defaults.source) ?? null,
      priorityId: ids.priorities.get(defaults.priority) ?? null,
      statusId: ids.statuses.get(defaults.status) ?? null,
      closedStatusId: ids.statuses.get(automation.onClose) ?? null,
      reopenedStatusId: ids.statuses.get(automation.onReopen) ?? null,
      // Set when the tickets are there: their steps say themselves what a customer's words changed.
      updatedStatusId: null,
      somethingElse: true,
    },
  });
  for (const { key, name, group, icon, description, queue, priority, category, titleHint } of serviceTypes) {
    const body = {
      name,
      section: group,
      icon,
      description,
      titleTemplate: titleHint,
      queueId: ids.queues.get(queue) ?? null,
      priorityId: ids.priorities.get(priority) ?? null,
      categoryId: ids.categories.get(category) ?? null,
    };
    ids.serviceTypes.set(key, (await createServiceType(ctx, { body })).id);
  }
  return ids;
}
