import type { Logger } from 'pino';

export interface Stalls {
  /** How often the process did nothing for more than a second, since it started. */
  readonly count: number;
  /** The longest of them, in seconds. */
  readonly longest: number;
  /** When the last one ended, in milliseconds of the monotonic clock; null when there was none. */
  readonly lastAt: number | null;
}

export const NO_STALLS: Stalls = { count: 0, longest: 0, lastAt: null };

export interface StallMonitor {
  readonly stalls: Stalls;
  stop(): void;
}

const LOOK_EVERY_MS = 200;
const STALL_MS = 1_000;

/**
 * Notices when the process did nothing for more than a second: every request, socket and job waited that long. The clock is the
 * monotonic one, so a corrected system time is no stall, nor is a machine that slept.
 *
 * @example const monitor = watchStalls({ log, onStall: metrics.loopStalled });
 */
export function watchStalls(options: {
  readonly log: Pick<Logger, 'warn'>;
  readonly onStall?: (seconds: number) => void;
  readonly stallMs?: number;
}): StallMonitor {
  const stallMs = options.stallMs ?? STALL_MS;
  let stalls = NO_STALLS;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const seconds = (now - before - LOOK_EVERY_MS) / 1000;
    before = now;
    if (seconds * 1000 < stallMs) return;
    stalls = { count: stalls.count + 1, longest: Math.max(stalls.longest, seconds), lastAt: now };
    options.onStall?.(seconds);
    options.log.warn(
      { seconds: Math.round(seconds * 10) / 10, memoryMegabytes: Math.round(process.memoryUsage.rss() / 1_000_000) },
      'the process stood still: everybody waited. Often the machine is out of processor time or memory (see its load, steal time and swap); if not, one request or job computes too much, and the log lines around this one name it',
    );
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    get stalls() {
      return stalls;
    },
    stop: () => clearInterval(timer),
  };
}
