/** The only file that tells the time (held by tools/check-architecture.ts). Tests move it with `setClock`. */
let offsetMs = 0;

/** Milliseconds since the epoch. */
export const nowMs = (): number => Date.now() + offsetMs;

/** Now as ISO 8601 UTC with milliseconds, `2026-11-21T08:51:00.000Z`. */
export const nowIso = (): string => new Date(nowMs()).toISOString();

/** Test only: moves the clock; returns a function that puts it back. */
export function shiftClock(ms: number): () => void {
  const before = offsetMs;
  offsetMs += ms;
  return () => {
    offsetMs = before;
  };
}
