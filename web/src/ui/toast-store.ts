import type { IconName } from './Icon.tsx';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly icon?: IconName | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Stays until closed: failures and long work. */
  readonly sticky?: boolean | undefined;
}

const SHOWN_MS = 7000;
let toasts: readonly Toast[] = [];
let last = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says that something worked, with the way back. At most three at a time. */
export function toast(input: Omit<Toast, 'id'>): number {
  const id = ++last;
  change([...toasts.slice(-2), { ...input, id }]);
  if (!input.sticky) resumeToast(id);
  return id;
}
export function closeToast(id: number): void {
  pauseToast(id);
  change(toasts.filter((item) => item.id !== id));
}
/** While someone points at it or has focus in it, a toast does not vanish. */
export function pauseToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}
export function resumeToast(id: number): void {
  pauseToast(id);
  timers.set(
    id,
    setTimeout(() => closeToast(id), SHOWN_MS),
  );
}
export const currentToasts = (): readonly Toast[] => toasts;
export function watchToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
