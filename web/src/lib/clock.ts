/** The only place in the browser that tells the time; tests and the gallery replace it. */
let read = (): number => Date.now();

export const nowMs = (): number => read();

/** Fixes the clock (gallery, tests); without an argument it runs again. */
export function setClock(instant?: string): void {
  const fixed = instant === undefined ? undefined : Date.parse(instant);
  read = fixed === undefined ? () => Date.now() : () => fixed;
}
