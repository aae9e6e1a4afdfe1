import type { MyAvailability } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { availabilityAt, findAvailability } from '../../techs/index.ts';
import { countHandedOver } from '../availability.reads.ts';

export async function getMyAvailability(ctx: Ctx): Promise<MyAvailability> {
  const { accountId } = ctx.actor;
  const row = accountId === null ? null : await findAvailability(ctx.tx, accountId);
  if (!row || accountId === null) throw notFound('account');
  const state = availabilityAt(row, ctx.now);
  const runs = state === row.availability;
  return {
    state,
    until: runs ? row.availabilityUntil : null,
    by: runs ? row.availabilityBy : 'hand',
    handedOver: await countHandedOver(ctx.tx, accountId),
  };
}
