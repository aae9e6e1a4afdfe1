import { useCallback, useEffect, useRef, useState } from 'react';
import { nowMs } from './clock.ts';
import { currentAccount } from './session.ts';

/** Text someone wrote and has not sent. Kept per account in this browser, so it outlives a closed tab and never crosses accounts. */
export interface Draft<T> {
  readonly value: T;
  readonly savedAt: number;
}

const PREFIX = 'portico.draft';
const MAX_AGE_MS = 30 * 86_400_000;
const nameOf = (key: string): string => `${PREFIX}.${currentAccount() ?? 0}.${key}`;

export function readDraft<T>(key: string): Draft<T> | null {
  try {
    const text = localStorage.getItem(nameOf(key));
    return text === null ? null : (JSON.parse(text) as Draft<T>);
  } catch {
    return null;
  }
}

export function writeDraft<T>(key: string, value: T | null): number | null {
  try {
    if (value === null) localStorage.removeItem(nameOf(key));
    else localStorage.setItem(nameOf(key), JSON.stringify({ value, savedAt: nowMs() }));
    return value === null ? null : nowMs();
  } catch {
    return null;
  }
}

/** Drafts nobody came back to for a month are dropped; called once when a portal starts. */
export function sweepDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(`${PREFIX}.`)) continue;
      const { savedAt } = JSON.parse(localStorage.getItem(name) ?? '{}') as { savedAt?: number };
      if (savedAt === undefined || nowMs() - savedAt > MAX_AGE_MS) localStorage.removeItem(name);
    }
  } catch {
    // Storage is blocked or holds something foreign: nothing to sweep.
  }
}

export interface DraftHandle<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** After sending: forgets the draft and starts over. */
  readonly clear: () => void;
  /** When the shown text was last kept, `null` while there is none. */
  readonly savedAt: number | null;
}

/** State that survives a closed tab. `isEmpty` decides what is not worth keeping. */
export function useDraft<T>(key: string, initial: T, isEmpty: (value: T) => boolean): DraftHandle<T> {
  const [found] = useState(() => readDraft<T>(key));
  const [value, setValue] = useState<T>(found?.value ?? initial);
  const [savedAt, setSavedAt] = useState<number | null>(found?.savedAt ?? null);
  const pending = useRef<{ value: T } | null>(null);

  const flush = useCallback(() => {
    if (!pending.current) return;
    const next = pending.current.value;
    pending.current = null;
    setSavedAt(writeDraft(key, isEmpty(next) ? null : next));
  }, [key, isEmpty]);

  useEffect(() => {
    const timer = setInterval(flush, 800);
    addEventListener('pagehide', flush);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const set = useCallback((next: T) => {
    pending.current = { value: next };
    setValue(next);
  }, []);
  const clear = useCallback(() => {
    pending.current = null;
    writeDraft(key, null);
    setSavedAt(null);
    setValue(initial);
  }, [key, initial]);
  return { value, set, clear, savedAt };
}
