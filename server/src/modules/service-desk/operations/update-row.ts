import type { StatusKind } from '@portico/contracts/service-desk/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { checkArchive, checkKindChange, checkQueue } from '../service-desk.rules.ts';
import {
  loadServiceDesk,
  lockRow,
  lockServiceDesk,
  ROW_KINDS,
  type RowKind,
  replaceQueueStatuses,
  type ServiceDesk,
  updateRow as writeRow,
} from '../service-desk.store.ts';
import { getRow } from './get-row.ts';

interface RowPatch {
  readonly active?: boolean;
  readonly kind?: StatusKind;
  readonly statusIds?: readonly number[];
}

/** Changes or archives a row. What tickets or defaults rely on cannot be archived under them. */
export const updateRow =
  <K extends RowKind>(kind: K) =>
  async (ctx: Ctx, input: { readonly params: { readonly id: number }; readonly body: RowPatch }): Promise<ServiceDesk[K][number]> => {
    const { id } = input.params;
    await lockServiceDesk(ctx.tx);
    const locked = await lockRow(ctx.tx, kind, id);
    if (!locked) throw notFound(ROW_KINDS[kind].noun);
    expectVersion(ctx, locked.version);
    const desk = await loadServiceDesk(ctx.tx);
    const { statusIds, ...values } = input.body;
    if (kind === 'queues') checkQueue(desk, input.body as Parameters<typeof checkQueue>[1]);
    const status = desk.statuses.find((one) => one.id === id);
    if (kind === 'statuses' && values.kind && status) checkKindChange(status, values.kind);
    if (values.active === false) checkArchive(desk, kind, id);
    await writeRow(ctx.tx, kind, id, values, ctx.now);
    if (statusIds) await replaceQueueStatuses(ctx.tx, id, statusIds);
    await ctx.emit({ name: 'serviceDesk.changed', entity: { kind: 'service-desk', id }, payload: { kind } });
    return getRow(kind)(ctx, input);
  };
