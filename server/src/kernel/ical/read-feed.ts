import { Worker } from 'node:worker_threads';
import { nowMs } from '../clock.ts';
import type { Span } from './occurrences.ts';

/** What the thread is given. `progress` holds the number of the event it is at, counted from 1. */
export interface FeedOrder {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly zone: string;
  readonly ownUids: string | null;
  readonly without: readonly number[];
  readonly progress: Int32Array;
}
export type FeedReport =
  | { readonly kind: 'no-calendar' }
  | { readonly kind: 'read'; readonly spans: readonly Span[]; readonly events: number; readonly skipped: number };

export interface FeedReading {
  /** When somebody is busy, in order, without overlaps; instants. */
  readonly busy: readonly { readonly startsAt: string; readonly endsAt: string }[];
  readonly events: number;
  /** Events that could not be read, or repeat so often that they were not followed to their end. */
  readonly skipped: number;
}
/** `no-calendar`: something else was there. `too-much`: it could not be read in the time and memory it may take. */
export class FeedError extends Error {
  readonly reason: 'no-calendar' | 'too-much';
  constructor(reason: FeedError['reason']) {
    super(reason === 'no-calendar' ? 'What was read is no calendar.' : 'The calendar is too much to read.');
    this.reason = reason;
  }
}

const STALL_MS = 2_000;
const LOOK_MS = 100;
/** Each that hangs costs its stall. */
const MOST_HANGING = 4;
const DEADLINE_MS = 20_000;

/**
 * Busy times of an iCalendar feed within a window, read in a thread of its own: whatever the feed holds, this process goes on, and the
 * thread ends. An event that keeps the thread busy is left out and the rest read again.
 *
 * @param options.zone of times that say none, and of whole days. @param options.ownUids ending of UIDs that are our own feed's.
 * @throws FeedError
 * @example await readFeed(bytes, { from, to, zone: 'Europe/Berlin' })
 */
export async function readFeed(
  bytes: Uint8Array,
  options: { readonly from: string; readonly to: string; readonly zone: string; readonly ownUids?: string },
): Promise<FeedReading> {
  const { from, to, zone, ownUids = null } = options;
  const deadline = nowMs() + DEADLINE_MS;
  const without: number[] = [];
  for (;;) {
    const progress = new Int32Array(new SharedArrayBuffer(4));
    const said = await inThread({ bytes, from: Date.parse(from), to: Date.parse(to), zone, ownUids, without, progress }, deadline);
    if (said === 'hangs' && without.length < MOST_HANGING) {
      without.push((progress[0] ?? 0) - 1);
      continue;
    }
    if (said === 'hangs' || said === 'failed') throw new FeedError('too-much');
    if (said.kind === 'no-calendar') throw new FeedError('no-calendar');
    const iso = (ms: number) => new Date(ms).toISOString();
    return {
      busy: said.spans.map(([start, end]) => ({ startsAt: iso(start), endsAt: iso(end) })),
      events: said.events,
      skipped: said.skipped,
    };
  }
}

/** `hangs`: at the event that `progress` names. `failed`: out of time or memory elsewhere. */
async function inThread(order: FeedOrder, deadline: number): Promise<FeedReport | 'hangs' | 'failed'> {
  const worker = new Worker(new URL('./feed-worker.ts', import.meta.url), {
    workerData: order,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 },
  });
  let look: ReturnType<typeof setInterval> | undefined;
  try {
    return await new Promise((settle) => {
      worker.once('message', (said: FeedReport) => settle(said));
      worker.once('error', () => settle('failed'));
      worker.once('exit', () => settle('failed'));
      let [at, since] = [0, nowMs()];
      look = setInterval(() => {
        const now = nowMs();
        const moved = Atomics.load(order.progress, 0);
        if (moved !== at) [at, since] = [moved, now];
        if (at > 0 && now - since > STALL_MS) settle('hangs');
        else if (now > deadline) settle('failed');
      }, LOOK_MS);
    });
  } finally {
    clearInterval(look);
    await worker.terminate();
  }
}
