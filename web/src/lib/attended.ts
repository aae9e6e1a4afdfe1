/**
 * Is somebody there? Pages look for news by themselves; such a request must not keep a session alive that its owner has left, least of
 * all on a shared computer. Opening the page counts as being there.
 */
const PRESENT_MS = 60_000;
let lastInput = Date.now();
if (typeof addEventListener === 'function')
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
    addEventListener(kind, () => (lastInput = Date.now()), { capture: true, passive: true });

export const isAttended = (now = Date.now()): boolean => now - lastInput < PRESENT_MS;
