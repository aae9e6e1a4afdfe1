import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { ROW_KINDS, type RowKind, type ServiceDesk } from '../service-desk.store.ts';
import { getServiceDesk } from './get-service-desk.ts';

export const getRow =
  <K extends RowKind>(kind: K) =>
  async (ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<ServiceDesk[K][number]> => {
    const rows: readonly ServiceDesk[K][number][] = (await getServiceDesk(ctx))[kind];
    const row = rows.find((one) => one.id === input.params.id);
    if (!row) throw notFound(ROW_KINDS[kind].noun);
    return row;
  };
