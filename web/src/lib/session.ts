import { boot, herePath } from './boot.ts';

/**
 * Which account this tab speaks for. Every request names it, so that a tab left open after a switch of company is refused
 * instead of acting for the wrong one.
 */
let account: number | null | undefined;
const switched = new Set<() => void>();

export const currentAccount = (): number | null => (account === undefined ? boot().accountId : account);
export const setCurrentAccount = (id: number | null): void => {
  account = id;
};

/** Called when the server says that the session now belongs to another account. */
export function onSessionSwitched(listener: () => void): () => void {
  switched.add(listener);
  return () => void switched.delete(listener);
}
export const announceSessionSwitched = (): void => {
  for (const listener of switched) listener();
};

/** Why the session is over, as the server says it; null when it did not say. */
export const ENDS = ['idle', 'too-long', 'ended', 'by-admin', 'password', 'impersonation'] as const;
export type SessionEnd = (typeof ENDS)[number];

const signedOut = new Set<(why: SessionEnd | null) => void>();

/** A page that holds unsent text shows a notice instead of leaving at once; without a listener the page leaves. */
export function onSignedOut(listener: (why: SessionEnd | null) => void): () => void {
  signedOut.add(listener);
  return () => void signedOut.delete(listener);
}
/** Called when the server no longer knows the session of an open page. */
export const announceSignedOut = (why: SessionEnd | null = null): void => {
  if (signedOut.size === 0) goToSignIn();
  for (const listener of signedOut) listener(why);
};

/** Leaves for the sign-in page, which comes back to exactly this address. */
export function goToSignIn(): void {
  if (location.pathname.startsWith(boot().signInPath)) return;
  location.assign(`${boot().signInPath}?to=${encodeURIComponent(herePath())}`);
}
