import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Hotkey {
  /** `j`, `mod+k`, `shift+a`, `g t` (one after the other). */
  readonly keys: string;
  /** What it does, for the overlay behind `?`. */
  readonly label: string;
  readonly group: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Also while writing; only for keys with a modifier or Escape. */
  readonly whileTyping?: boolean;
  /** Also inside a dialog or menu; keys of the page underneath rest there. */
  readonly inDialog?: boolean;
}

const registered = new Set<{ current: readonly Hotkey[] }>();
const watchers = new Set<() => void>();
let listed: readonly Hotkey[] = [];
let first: { key: string; at: number } | null = null;
const SEQUENCE_MS = 900;

function changed(): void {
  // Later registrations lie on top (a dialog over a list), so they are asked first.
  listed = [...registered].reverse().flatMap((entry) => entry.current);
  for (const watcher of watchers) watcher();
}

/** Keys that hold while the component is on screen; `?` lists them. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const entry = useRef(hotkeys);
  const signature = hotkeys.map((hotkey) => `${hotkey.keys}:${hotkey.label}`).join();
  entry.current = hotkeys;
  useEffect(() => {
    registered.add(entry);
    if (registered.size === 1) addEventListener('keydown', onKeyDown);
    changed();
    return () => {
      registered.delete(entry);
      if (registered.size === 0) removeEventListener('keydown', onKeyDown);
      changed();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overlay lists labels, so it is told when one changes
  useEffect(changed, [signature]);
}

export const useRegisteredHotkeys = (): readonly Hotkey[] =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => listed,
  );

function onKeyDown(event: KeyboardEvent): void {
  if (
    event.defaultPrevented ||
    event.isComposing ||
    (event.repeat && event.key.length > 1 && event.key !== 'ArrowDown' && event.key !== 'ArrowUp')
  )
    return;
  const pressed = nameOf(event);
  const typing = isTyping(event.target);
  const pair = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${pressed}` : null;
  const all = [...registered].reverse().flatMap((entry) => entry.current);
  const floating = event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null;
  const holds = (hotkey: Hotkey) => (!typing || hotkey.whileTyping) && (!floating || hotkey.inDialog);
  const found =
    all.find((hotkey) => hotkey.keys === pair && !typing && holds(hotkey)) ??
    (pressesItself(event) ? undefined : all.find((hotkey) => hotkey.keys === pressed && holds(hotkey)));
  first = typing || event.ctrlKey || event.metaKey ? null : { key: pressed, at: event.timeStamp };
  if (!found) return;
  first = null;
  event.preventDefault();
  found.run(event);
}

export function nameOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const key =
    ({ Escape: 'esc', Enter: 'enter', ArrowUp: 'up', ArrowDown: 'down', ' ': 'space' } as Record<string, string>)[event.key] ??
    event.key.toLowerCase();
  // Shift that only makes the character ("?") is part of it.
  const shift = event.shiftKey && (/^[a-z]$/.test(key) || key.length > 1);
  return [event.ctrlKey || event.metaKey ? 'mod' : '', event.altKey ? 'alt' : '', shift ? 'shift' : '', key].filter(Boolean).join('+');
}

/** Enter and the space bar belong to the button or link that has focus, every key to a player. */
const pressesItself = ({ key, target }: KeyboardEvent): boolean =>
  target instanceof Element &&
  (target.matches('video, audio') ||
    ((key === 'Enter' || key === ' ') &&
      target.closest('button, a, summary, [role="button"], [role="option"], [role="menuitem"], [role="tab"]') !== null));

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio],[type=button]), textarea, select'));
