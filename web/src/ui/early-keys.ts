/**
 * What is typed between the key that opens a lazily loaded input and the moment that input has focus. Without this the first letters of
 * quick typists would be lost, or run as keys of the page underneath.
 */
let typed = '';
let giveUp: ReturnType<typeof setTimeout> | null = null;
/** By then the part has loaded, or it never will and the keyboard belongs to the page again. */
const LONGEST_MS = 5_000;

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Escape') {
    takeEarlyKeys();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Backspace') typed = typed.slice(0, -1);
  else if ([...event.key].length === 1) typed += event.key;
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Call it where the input is asked for. */
export function catchEarlyKeys(): void {
  if (giveUp !== null) return;
  typed = '';
  addEventListener('keydown', onKeyDown, { capture: true });
  giveUp = setTimeout(takeEarlyKeys, LONGEST_MS);
}

/** Call it when the input has focus, and when it goes: what was typed so far. */
export function takeEarlyKeys(): string {
  if (giveUp === null) return '';
  clearTimeout(giveUp);
  giveUp = null;
  removeEventListener('keydown', onKeyDown, { capture: true });
  return typed;
}
