import type { PriorityLevel, StatusKind } from '@portico/contracts/service-desk/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden } from '../../../kernel/errors.ts';
import { checkQueue, isClosedKind } from '../service-desk.rules.ts';
import {
  insertRow,
  loadServiceDesk,
  lockServiceDesk,
  type RowKind,
  replaceQueueStatuses,
  type ServiceDesk,
} from '../service-desk.store.ts';
import { getRow } from './get-row.ts';

interface NewRow {
  readonly name: string;
  /** Queues. */
  readonly description?: string;
  /** Priorities. */
  readonly level?: PriorityLevel;
  readonly color?: string;
  /** Statuses. */
  readonly kind?: StatusKind;
  readonly sort?: number;
  readonly statusIds?: readonly number[];
}

/** Creates a queue, status, priority, source or category; without `sort` it comes last. */
export const createRow =
  <K extends RowKind>(kind: K) =>
  async (ctx: Ctx, input: { readonly body: NewRow }): Promise<ServiceDesk[K][number]> => {
    if (kind === 'queues' && ctx.actor.kind === 'tech' && ctx.actor.queueIds !== null) {
      throw forbidden('role.restricted', 'You work in certain queues only, so you would not see a new one. Nothing was created.');
    }
    await lockServiceDesk(ctx.tx);
    const desk = await loadServiceDesk(ctx.tx);
    const { statusIds, ...values } = input.body;
    if (kind === 'queues') checkQueue(desk, input.body as Parameters<typeof checkQueue>[1]);
    const sort = values.sort ?? Math.max(0, ...desk[kind].map((row) => row.sort)) + 10;
    const closed = kind === 'statuses' && values.kind ? { isClosed: isClosedKind(values.kind) } : {};
    const id = await insertRow(ctx.tx, kind, { ...values, ...closed, sort }, ctx.now);
    if (statusIds) await replaceQueueStatuses(ctx.tx, id, statusIds);
    await ctx.emit({ name: 'serviceDesk.changed', entity: { kind: 'service-desk', id }, payload: { kind } });
    return getRow(kind)(ctx, { params: { id } });
  };
