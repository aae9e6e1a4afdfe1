import { useSyncExternalStore } from 'react';
import { boot } from '../../lib/boot.ts';
import { safeTarget } from './places.ts';

/** Every step is an address of its own, so that the browser's back button and a reload do what people expect. */
export const STEPS = ['', 'code', 'password', 'passkey', 'link', 'choose', 'confirm', 'profile', 'trouble', 'setup', 'sso'] as const;
export type Step = (typeof STEPS)[number];

const base = (): string => boot().signInPath;
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};

function currentStep(): Step {
  const part = location.pathname.slice(base().length).split('/').filter(Boolean)[0] ?? '';
  return STEPS.find((step) => step === part) ?? '';
}

export function useStep(): Step {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    addEventListener('popstate', listener);
    return () => {
      listeners.delete(listener);
      removeEventListener('popstate', listener);
    };
  }, currentStep);
}

/** The deep link travels along in every address. */
export function goTo(step: Step, { replace = false, query = {} }: { replace?: boolean; query?: Record<string, string> } = {}): void {
  const target = deepLink();
  const search = new URLSearchParams({ ...(target === null ? {} : { to: target }), ...query }).toString();
  const address = `${base()}${step ? `/${step}` : ''}${search ? `?${search}` : ''}`;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  tell();
}

export const deepLink = (): string | null => safeTarget(new URLSearchParams(location.search).get('to'));
export const queryFlag = (name: string): string | null => new URLSearchParams(location.search).get(name);
