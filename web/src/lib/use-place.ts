import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from './boot.ts';
import { nowMs } from './clock.ts';
import type { Place } from './time.ts';

let zone: string | undefined;
const listeners = new Set<() => void>();
const currentZone = (): string => zone ?? boot().timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The profile's zone, once `/me` is known; until then the server's hint, else the browser's. */
export function setTimeZone(next: string | null): void {
  zone = next ?? undefined;
  for (const listener of listeners) listener();
}

export function usePlace(): Place {
  const { i18n } = useTranslation();
  const timeZone = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, currentZone);
  return { locale: regional(i18n.language), timeZone };
}

/** The interface's language with the reader's own region, so that "en" of a Londoner is not American. */
function regional(language: string): string {
  return navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? (language === 'en' ? 'en-GB' : language);
}

/** The present, refreshed together on all clocks of the page every half minute. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
