import { nowMs } from './clock.ts';

/** So long nobody touches the page before it counts as left. */
const IDLE_MS = 5 * 60_000;
const LOOK_MS = 15_000;

/**
 * Tells when nobody has touched this page for a while, and when somebody does again; each change once. Returns what it thinks now.
 *
 * @example watchIdle((idle) => connection.emit('attend', { idle }))
 */
export function watchIdle(tell: (idle: boolean) => void, idleMs = IDLE_MS): () => boolean {
  let touched = nowMs();
  let idle = false;
  const judge = (): void => {
    const next = nowMs() - touched >= idleMs;
    if (next === idle) return;
    idle = next;
    tell(idle);
  };
  const touch = (): void => {
    touched = nowMs();
    if (idle) judge();
  };
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'])
    addEventListener(kind, touch, { capture: true, passive: true });
  setInterval(judge, Math.min(LOOK_MS, idleMs));
  return () => idle;
}
