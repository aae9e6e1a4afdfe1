import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { connectCalendar as contract } from '@portico/contracts/profiles/routes.ts';
import type { MyCalendar } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { OutsideError } from '../../../kernel/outbound/outside-error.ts';
import { withoutWebcal } from '../calendar.rules.ts';
import { sealAddress } from '../calendar.secret.ts';
import { saveCalendar } from '../calendar.store.ts';
import { followCalendar } from '../follow-calendar.ts';
import { FETCH_JOB } from '../profiles.jobs.ts';
import { getMyCalendar } from './get-my-calendar.ts';

export async function connectCalendar(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<MyCalendar> {
  const { accountId } = ctx.actor;
  if (ctx.actor.kind !== 'tech' || accountId === null) throw notFound('account');
  const address = withoutWebcal(input.body.address);
  try {
    ctx.services.outbound.check(address);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const detail = `${error.message} Nothing was changed.`;
    throw new Refusal(422, 'calendar.address', detail, { fields: [{ path: 'address', code: error.reason, message: error.message }] });
  }
  const { hostname, protocol } = new URL(address);
  await saveCalendar(ctx.tx, {
    techId: accountId,
    sealedAddress: sealAddress(ctx.services.crypto, accountId, address),
    host: hostname,
    encrypted: protocol === 'https:',
    addedAt: ctx.now,
    // Asked at once by the job below; by the clock only if that one is lost.
    nextAt: new Date(Date.parse(ctx.now) + 15 * 60_000).toISOString(),
  });
  await followCalendar(ctx, accountId);
  await ctx.services.jobs.send(ctx.tx, FETCH_JOB, { techId: accountId });
  return getMyCalendar(ctx);
}
