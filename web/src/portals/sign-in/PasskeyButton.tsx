import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nowMs } from '../../lib/clock.ts';
import { askForPasskey, beginAsking, knowsAutofill, showPasskey, stopAsking } from '../../lib/passkeys.ts';
import { type ApiProblem, isProblem } from '../../lib/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import type { Way } from './PasskeyWay.tsx';
import { passkeyWords, wordsOf } from './passkey-words.ts';
import { useAct } from './use-act.ts';

/** Asked for anew before it is too late, on pages that stay open. */
const SPARE_MS = 60_000;
/** Nothing to offer here: what browser or server say once holds for the page. */
const OFF = ['signIn.methodOff', 'passkey.unsuitableAddress', 'passkey.otherAddress'];

export default function PasskeyButton({ signIn, accountId, autofill = false, primary = false }: Way): ReactNode {
  const { t } = useTranslation('passkeys');
  const act = useAct();
  const offered = useAutofill(autofill, signIn);
  const press = () => {
    offered.clear();
    void act
      .run(async () => signIn.settle(await askForPasskey(accountId)))
      // The question took the list beside the address down.
      .then((worked) => !worked && offered.again());
  };
  if (offered.isOff || (act.code !== null && OFF.includes(act.code) && autofill)) return null;
  const said = passkeyWords(act.code, t) ?? act.error ?? offered.error;
  return (
    <>
      {said && (
        <Banner tone="bad" live>
          {said}
        </Banner>
      )}
      <Button icon="key" size="lg" wide {...(primary ? { kind: 'primary' as const, autoFocus: true } : {})} busy={act.busy} onClick={press}>
        {t('signIn.use')}
      </Button>
    </>
  );
}

/** Passkeys among what the browser offers for the address field, as long as the page is open. */
function useAutofill(enabled: boolean, { settle }: Way['signIn']) {
  const { t } = useTranslation('passkeys');
  const { t: say } = useTranslation('sign-in');
  const [turn, setTurn] = useState(0);
  const [isOff, setOff] = useState(false);
  const [error, setError] = useState<ApiProblem | null>(null);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` starts it over
  useEffect(() => {
    if (!enabled) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = async () => {
      const asked = await beginAsking();
      if (!(await knowsAutofill()) || !current) return;
      timer = setTimeout(again, Math.max(Date.parse(asked.expiresAt) - nowMs() - SPARE_MS, SPARE_MS));
      const session = await showPasskey(asked, true);
      if (current) await settle(session);
    };
    wait().catch((failure: unknown) => {
      if (!current || !isProblem(failure)) return;
      if (OFF.includes(failure.code)) setOff(true);
      // That none is offered is not worth a word; that the chosen one was refused is.
      // Not asked again: a browser that answers by itself would go round and round.
      if (failure.status >= 400 && failure.code.startsWith('passkey.')) setError(failure);
    });
    return () => {
      current = false;
      clearTimeout(timer);
      void stopAsking();
    };
  }, [enabled, turn]);
  return { isOff, again, clear: () => setError(null), error: error === null ? undefined : wordsOf(error, t, say) };
}
