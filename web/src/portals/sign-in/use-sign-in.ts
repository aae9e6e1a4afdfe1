import { chooseAccount, getSession, getSetup, startSignIn } from '@portico/contracts/access/routes.ts';
import type { Destination, SessionView } from '@portico/contracts/access/shapes.ts';
import type { SignInMethod } from '@portico/contracts/sign-in-rules/shapes.ts';
import i18next from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../lib/api.ts';
import { sitePath } from '../../lib/boot.ts';
import { nowMs } from '../../lib/clock.ts';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import { endIn, isProblem } from '../../lib/problem.ts';
import type { SessionEnd } from '../../lib/session.ts';
import { keepCode, keepMethods } from './challenge.ts';
import { addressOf, keyOfPlace, obviousPlace, safeTarget } from './places.ts';
import { firstPlace, rememberEmail } from './remembered.ts';
import { deepLink, goTo, queryFlag, type Step, useStep } from './steps.ts';

const quietly = { on401: 'throw' } as const;

export interface SignIn {
  /** `null` until the server said who is signed in. */
  readonly ready: boolean;
  readonly failed: unknown;
  /** Why the session this browser had is over. */
  readonly ended: SessionEnd | null;
  readonly session: SessionView | null;
  /** The place whose proof is asked for on the confirm page. */
  readonly wanted: Destination | null;
  readonly retry: () => void;
  /** After any proof: on to the only place, the remembered one, or the question. */
  readonly settle: (session: SessionView, returnPath?: string | null) => Promise<void>;
  readonly enter: (place: Destination) => Promise<void>;
}

export function useSignIn(): SignIn {
  const step = useStep();
  const [session, setSession] = useState<SessionView | null>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const [ended, setEnded] = useState<SessionEnd | null>(null);
  const [target, setTarget] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const wantedKey = step === 'confirm' ? queryFlag('place') : null;
  const wanted = session?.destinations.find((place) => keyOfPlace(place) === wantedKey) ?? null;

  const enter = useCallback(
    async (place: Destination) => {
      if (place.missingProofs.length > 0) return goTo('confirm', { query: { place: keyOfPlace(place) } });
      await call(chooseAccount, { body: { accountId: place.accountId } }, quietly);
      keepCode(null);
      location.assign(sitePath(addressOf(place, target ?? deepLink())));
    },
    [target],
  );

  const settle = useCallback(async (next: SessionView, returnPath: string | null = null) => {
    setSession(next);
    rememberEmail(next.email);
    const to = safeTarget(returnPath) ?? deepLink();
    setTarget(to);
    if (next.needsProfile) return goTo('profile', { replace: true });
    const asked = next.destinations.find((place) => keyOfPlace(place) === queryFlag('place'));
    const place = asked ?? obviousPlace(next.destinations, to, firstPlace());
    if (!place) return goTo('choose', { replace: true });
    // The only way on is through the proof it still lacks.
    if (place.missingProofs.length > 0) return goTo('confirm', { replace: true, query: { place: keyOfPlace(place) } });
    await call(chooseAccount, { body: { accountId: place.accountId } }, quietly);
    keepCode(null);
    location.replace(sitePath(addressOf(place, to)));
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` starts it over, the address is read once
  useEffect(() => {
    let current = true;
    setFailed(null);
    look()
      .then(({ found, setup, end }) => {
        if (!current) return;
        setEnded(end);
        setSession(found);
        if (setup) goTo('setup', { replace: true });
        else if (found && step === '' && queryFlag('signed-out') === null) return settleKnown(found);
        else if (!found && (step === 'choose' || step === 'confirm' || step === 'profile')) goTo('', { replace: true });
        setReady(true);
      })
      .catch((error: unknown) => current && setFailed(error));
    /** Someone who is signed in and opens the page again chooses anew, unless there is nothing to choose. */
    function settleKnown(found: SessionView): Promise<void> | void {
      if (found.needsProfile) {
        goTo('profile', { replace: true });
        return setReady(true);
      }
      const place = queryFlag('choose') === null ? obviousPlace(found.destinations, deepLink(), null) : null;
      if (place && place.missingProofs.length === 0) return settle(found);
      goTo('choose', { replace: true });
      setReady(true);
    }
    return () => {
      current = false;
    };
  }, [attempt]);

  return { ready, failed, ended, session, wanted, retry: () => setAttempt((count) => count + 1), settle, enter };
}

async function look(): Promise<{ found: SessionView | null; setup: boolean; end: SessionEnd | null }> {
  let end: SessionEnd | null = null;
  const [found, setup] = await Promise.all([
    call(getSession, {}, quietly).catch((error: unknown) => {
      if (isProblem(error) && error.status === 401) {
        end = endIn(error);
        return null;
      }
      throw error;
    }),
    call(getSetup, {}, quietly),
  ]);
  return { found, setup: setup.needed, end };
}

/** Asks for a mail with a code; also "send another one". */
export async function askForCode(email: string): Promise<void> {
  await startWith(email, 'email');
}

/** Asks how this address signs in; a code is on its way when that comes first, or is asked for. Returns what comes next. */
export async function startWith(email: string, method?: SignInMethod): Promise<Extract<Step, 'code' | 'password' | 'passkey'>> {
  const to = deepLink();
  const body = { email, locale: i18next.language, ...(to ? { returnPath: to } : {}), ...(method ? { method } : {}) };
  const { methods, sent, challengeId, expiresAt, resendAfter } = await call(startSignIn, { body }, quietly);
  rememberEmail(email);
  keepMethods(methods);
  if (!sent) return method !== 'password' && isForPasskeys(methods) ? 'passkey' : 'password';
  keepCode({ email, challengeId, expiresAt, sentAt: nowMs(), resendAt: nowMs() + resendAfter * 1000 });
  return 'code';
}

/** Passkeys first, where this browser knows them; or nothing else than them. */
const isForPasskeys = (methods: readonly SignInMethod[]): boolean =>
  methods[0] === 'passkey' && (knowsPasskeys() || !methods.includes('password'));
