import type { SignInMethod } from '@portico/contracts/sign-in-rules/shapes.ts';
import { nowMs } from '../../lib/clock.ts';

/** What the browser must remember between asking for a code and typing it; a reload of the code page keeps it. */
export interface SentCode {
  readonly email: string;
  readonly challengeId: string;
  readonly expiresAt: string;
  /** When another code may be asked for, in milliseconds. */
  readonly resendAt: number;
  /** When it was asked for, in milliseconds. */
  readonly sentAt: number;
}

const KEY = 'portico.signIn';
let kept: SentCode | null | undefined;

export function sentCode(): SentCode | null {
  if (kept === undefined) kept = read();
  return kept;
}

export function keepCode(code: SentCode | null): void {
  kept = code;
  try {
    if (code) sessionStorage.setItem(KEY, JSON.stringify(code));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: the code page works until it is reloaded.
  }
}

function read(): SentCode | null {
  try {
    const code = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as SentCode | null;
    return code && Date.parse(code.expiresAt) > nowMs() ? code : null;
  } catch {
    return null;
  }
}

const OFFERED = 'portico.signInMethods';
const EVERYTHING: readonly SignInMethod[] = ['email', 'password', 'passkey'];
let offered: readonly SignInMethod[] | undefined;

/** What the server offered to the address entered last; everything while none was entered. */
export function offeredMethods(): readonly SignInMethod[] {
  try {
    offered ??= (JSON.parse(sessionStorage.getItem(OFFERED) ?? 'null') as SignInMethod[] | null) ?? EVERYTHING;
  } catch {
    offered = EVERYTHING;
  }
  return offered;
}

export function keepMethods(methods: readonly SignInMethod[]): void {
  offered = methods;
  try {
    sessionStorage.setItem(OFFERED, JSON.stringify(methods));
  } catch {
    // Storage is blocked: a reload offers everything, and the server says what does not work.
  }
}
