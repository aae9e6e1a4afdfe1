import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { setMyAvailability as contract } from '@portico/contracts/profiles/routes.ts';
import type { MyAvailability } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { lockAvailability } from '../../techs/index.ts';
import { calendarNow, overrideUntil } from '../calendar.store.ts';
import { changeAvailability } from '../change-availability.ts';
import { getMyAvailability } from './get-my-availability.ts';

const YEAR = 366 * 24 * 3600 * 1000;

export async function setMyAvailability(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<MyAvailability> {
  const { accountId } = ctx.actor;
  const before = accountId === null ? null : await lockAvailability(ctx.tx, accountId);
  if (!before || accountId === null) throw notFound('account');
  const { state } = input.body;
  const until = state === 'available' || !input.body.until ? null : new Date(input.body.until).toISOString();
  const ahead = until === null ? null : Date.parse(until) - Date.parse(ctx.now);
  if (ahead !== null && (ahead <= 0 || ahead > YEAR)) throw wrongEnd();
  // Said in the middle of a busy time, "available" holds until its end; any other state makes the calendar count again after it.
  await overrideUntil(ctx.tx, accountId, state === 'available' ? (await calendarNow(ctx.tx, accountId, ctx.now)).busyUntil : null);
  await changeAvailability(ctx, accountId, before, { availability: state, availabilityUntil: until, availabilityBy: 'hand' });
  return getMyAvailability(ctx);
}

const wrongEnd = () =>
  new Refusal(422, 'availability.until', 'Choose an end that lies ahead, at most a year from now. Nothing was changed.', {
    fields: [{ path: 'until', code: 'range', message: 'Choose an end that lies ahead, at most a year from now.' }],
  });
