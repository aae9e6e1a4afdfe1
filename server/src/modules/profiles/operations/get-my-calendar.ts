import type { MyCalendar } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { findCalendar, listBusyTimes } from '../calendar.store.ts';

const SHOWN = 10;

export async function getMyCalendar(ctx: Ctx): Promise<MyCalendar> {
  const { accountId } = ctx.actor;
  const row = accountId === null ? null : await findCalendar(ctx.tx, accountId);
  if (!row || accountId === null) return NONE;
  const { host, encrypted, addedAt, fetchedAt, triedAt, nextAt, problem, events, skipped, overriddenUntil } = row;
  return {
    connected: true,
    host,
    encrypted,
    addedAt,
    fetchedAt,
    triedAt,
    nextAt,
    pending: triedAt === null,
    problem,
    events,
    skipped,
    busy: await listBusyTimes(ctx.tx, accountId, ctx.now, SHOWN),
    overriddenUntil: overriddenUntil !== null && overriddenUntil > ctx.now ? overriddenUntil : null,
  };
}

const NONE: MyCalendar = {
  connected: false,
  host: null,
  encrypted: true,
  addedAt: null,
  fetchedAt: null,
  triedAt: null,
  nextAt: null,
  pending: false,
  problem: null,
  events: 0,
  skipped: 0,
  busy: [],
  overriddenUntil: null,
};
