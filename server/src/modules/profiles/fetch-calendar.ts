import type { Ctx } from '../../kernel/context.ts';
import { FeedError, type FeedReading, readFeed } from '../../kernel/ical/read-feed.ts';
import type { OutsideAnswer } from '../../kernel/outbound/fetch-outside.ts';
import { SCHEDULE_UIDS } from './calendar.names.ts';
import { AHEAD_MS, BEFORE_MS, isFarEnough, nextTime, problemOf, problemOfStatus } from './calendar.rules.ts';
import { openAddress } from './calendar.secret.ts';
import { type CalendarRow, findCalendar, noteAttempt, replaceBusyTimes } from './calendar.store.ts';
import { followCalendar } from './follow-calendar.ts';
import { findOwnZone } from './profiles.reads.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 15_000;
const REDIRECTS = 5;

type Outcome =
  | { readonly kind: 'read'; readonly reading: FeedReading; readonly coversUntil: string; readonly answer: OutsideAnswer }
  | { readonly kind: 'same' }
  | { readonly kind: 'problem'; readonly problem: NonNullable<CalendarRow['problem']>; readonly retryAfter: string | null };

/**
 * Asks for somebody's calendar outside any transaction and writes down what came of it. What goes wrong is told to its owner and to nobody
 * else: busy times that are known stay until they pass, and the next attempt comes later. Nothing of it is logged.
 */
export async function fetchCalendar(ctx: Ctx, techId: number): Promise<void> {
  const row = await findCalendar(ctx.tx, techId);
  const owner = row && (await findOwnZone(ctx.tx, techId));
  if (!row || !owner?.active) return;
  const outcome = await ask(ctx, row, owner.timeZone ?? 'UTC');
  await ctx.services.write(ctx, async (writing) => {
    const tried = { triedAt: writing.now };
    const isThere = await noteAttempt(writing.tx, row, { ...tried, ...whatCame(outcome, row, writing.now) });
    if (!isThere) return;
    if (outcome.kind === 'read') {
      await replaceBusyTimes(writing.tx, techId, outcome.reading.busy);
      await followCalendar(writing, techId);
    }
    const problem = outcome.kind === 'problem' ? outcome.problem : null;
    if (row.triedAt === null || row.problem !== problem)
      await writing.emit({ name: 'calendar.read', entity: { kind: 'calendar', id: techId }, payload: {} });
  });
}

async function ask(ctx: Ctx, row: CalendarRow, zone: string): Promise<Outcome> {
  const address = openAddress(ctx.services.crypto, row.techId, row.sealedAddress);
  if (address === null) return { kind: 'problem', problem: 'sealed', retryAfter: null };
  const now = Date.parse(ctx.now);
  const [from, to] = [new Date(now - BEFORE_MS).toISOString(), new Date(now + AHEAD_MS).toISOString()];
  try {
    const answer = await ctx.services.outbound.fetch(address, {
      headers: { accept: 'text/calendar, */*;q=0.5', ...(isFarEnough(row.coversUntil, ctx.now) ? onlyIfNew(row) : {}) },
      redirects: REDIRECTS,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    });
    const problem = problemOfStatus(answer.status);
    // A body nobody asked for is read to its limit, so that the connection ends.
    const bytes = await answer.bytes().catch((error: unknown) => {
      if (problem === null) throw error;
      return Buffer.alloc(0);
    });
    if (problem) return { kind: 'problem', problem, retryAfter: answer.headers['retry-after'] ?? null };
    if (answer.status === 304)
      return row.coversUntil === null ? { kind: 'problem', problem: 'status', retryAfter: null } : { kind: 'same' };
    return { kind: 'read', reading: await readFeed(bytes, { from, to, zone, ownUids: SCHEDULE_UIDS }), coversUntil: to, answer };
  } catch (error) {
    if (!(error instanceof FeedError)) ctx.log.debug({ techId: row.techId }, 'a calendar could not be read');
    return { kind: 'problem', problem: problemOf(error), retryAfter: null };
  }
}

const onlyIfNew = ({ etag, lastModified }: CalendarRow): Record<string, string> => ({
  ...(etag === null ? {} : { 'if-none-match': etag }),
  ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
});

function whatCame(outcome: Outcome, row: CalendarRow, now: string): Partial<CalendarRow> {
  if (outcome.kind === 'problem') {
    const failures = Math.min(row.failures + 1, 1000);
    return { problem: outcome.problem, failures, nextAt: nextTime(now, row.techId, failures, outcome.retryAfter) };
  }
  const well = { problem: null, failures: 0, fetchedAt: now, nextAt: nextTime(now, row.techId, 0) };
  if (outcome.kind === 'same') return well;
  const { reading, coversUntil, answer } = outcome;
  return {
    ...well,
    coversUntil,
    events: reading.events,
    skipped: reading.skipped,
    etag: kept(answer.headers['etag'], 500),
    lastModified: kept(answer.headers['last-modified'], 100),
  };
}

/** Comes back to its sender as a header; what is too long or no header is not kept. */
const kept = (value: string | undefined, most: number): string | null =>
  value !== undefined && value.length <= most && /^[\x20-\x7e]+$/.test(value) ? value : null;
