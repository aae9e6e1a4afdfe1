import { chooseAccount, getSession, getSetup, startSignIn } from '@portico/contracts/access/routes.ts';
import type { Destination, SessionView } from '@portico/contracts/access/shapes.ts';
import i18next from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../lib/api.ts';
import { nowMs } from '../../lib/clock.ts';
import { isProblem } from '../../lib/problem.ts';
import { keepCode } from './challenge.ts';
import { addressOf, keyOfPlace, obviousPlace, safeTarget } from './places.ts';
import { firstPlace, rememberEmail } from './remembered.ts';
import { deepLink, goTo, queryFlag, useStep } from './steps.ts';

const quietly = { on401: 'throw' } as const;

export interface SignIn {
  /** `null` until the server said who is signed in. */
  readonly ready: boolean;
  readonly failed: unknown;
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
  const [target, setTarget] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const wantedKey = step === 'confirm' ? queryFlag('place') : null;
  const wanted = session?.destinations.find((place) => keyOfPlace(place) === wantedKey) ?? null;

  const enter = useCallback(
    async (place: Destination) => {
      if (place.missingProofs.length > 0) return goTo('confirm', { query: { place: keyOfPlace(place) } });
      await call(chooseAccount, { body: { accountId: place.accountId } }, quietly);
      keepCode(null);
      location.assign(addressOf(place, target ?? deepLink()));
    },
    [target],
  );

  const settle = useCallback(async (next: SessionView, returnPath: string | null = null) => {
    setSession(next);
    rememberEmail(next.email);
    const to = safeTarget(returnPath) ?? deepLink();
    setTarget(to);
    const asked = next.destinations.find((place) => keyOfPlace(place) === queryFlag('place'));
    const place = asked ?? obviousPlace(next.destinations, to, firstPlace());
    if (!place || place.missingProofs.length > 0) return goTo('choose', { replace: true });
    await call(chooseAccount, { body: { accountId: place.accountId } }, quietly);
    keepCode(null);
    location.replace(addressOf(place, to));
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` starts it over, the address is read once
  useEffect(() => {
    let current = true;
    setFailed(null);
    look()
      .then(({ found, setup }) => {
        if (!current) return;
        setSession(found);
        if (setup) goTo('setup', { replace: true });
        else if (found && step === '' && queryFlag('signed-out') === null) return settleKnown(found);
        else if (!found && (step === 'choose' || step === 'confirm')) goTo('', { replace: true });
        setReady(true);
      })
      .catch((error: unknown) => current && setFailed(error));
    /** Someone who is signed in and opens the page again chooses anew, unless there is nothing to choose. */
    function settleKnown(found: SessionView): Promise<void> | void {
      const place = queryFlag('choose') === null ? obviousPlace(found.destinations, deepLink(), null) : null;
      if (place && place.missingProofs.length === 0) return settle(found);
      goTo('choose', { replace: true });
      setReady(true);
    }
    return () => {
      current = false;
    };
  }, [attempt]);

  return { ready, failed, session, wanted, retry: () => setAttempt((count) => count + 1), settle, enter };
}

async function look(): Promise<{ found: SessionView | null; setup: boolean }> {
  const [found, setup] = await Promise.all([
    call(getSession, {}, quietly).catch((error: unknown) => {
      if (isProblem(error) && error.status === 401) return null;
      throw error;
    }),
    call(getSetup, {}, quietly),
  ]);
  return { found, setup: setup.needed };
}

/** Asks for a mail with a code; also "send another one". */
export async function askForCode(email: string): Promise<void> {
  const to = deepLink();
  const challenge = await call(startSignIn, { body: { email, locale: i18next.language, ...(to ? { returnPath: to } : {}) } }, quietly);
  rememberEmail(email);
  keepCode({ email, challengeId: challenge.challengeId, expiresAt: challenge.expiresAt, resendAt: nowMs() + challenge.resendAfter * 1000 });
}
