import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from '../../kernel/clock.ts';

/**
 * Answers take at least this long where their duration would tell known addresses from unknown ones (a mail to queue, more than
 * one password to compare). Call it while no connection is held.
 */
export const START_MS = 200;
export const PASSWORD_MS = 350;

export async function settle(startedMs: number, leastMs: number): Promise<void> {
  const rest = startedMs + leastMs - nowMs();
  if (rest > 0) await sleep(Math.min(rest, leastMs));
}
