import { nowMs } from '../clock.ts';

const WINDOW_MS = 10_000;
const MOST_EVENTS = 80;
const HOSTILE_EVENTS = 400;

/** How many events one socket may send; a window of ten seconds is enough to open a large screen at once. */
export interface EventRate {
  allows(): boolean;
  isHostile(): boolean;
}

export function createEventRate(): EventRate {
  let started = nowMs();
  let count = 0;
  return {
    allows: () => {
      if (nowMs() - started >= WINDOW_MS) {
        started = nowMs();
        count = 0;
      }
      count += 1;
      return count <= MOST_EVENTS;
    },
    isHostile: () => count > HOSTILE_EVENTS,
  };
}
