import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boot, herePath, sitePath } from '../../lib/boot.ts';
import { onSessionSwitched, onSignedOut, type SessionEnd } from '../../lib/session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

/** Lies over a tab whose sign-in ended or changed elsewhere. What was typed is kept in this browser. */
export function StaleNotice(): ReactNode {
  const { t } = useTranslation('tech');
  const { t: say } = useTranslation('ui');
  const [why, setWhy] = useState<'switched' | 'signedOut' | null>(null);
  const [end, setEnd] = useState<SessionEnd | null>(null);
  useEffect(() => {
    const tellEnd = (reason: SessionEnd | null) => {
      setEnd(reason);
      setWhy((before) => before ?? 'signedOut');
    };
    const stops = [onSessionSwitched(() => setWhy('switched')), onSignedOut(tellEnd)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  if (why === null) return null;
  const here = encodeURIComponent(herePath());
  return (
    <Dialog
      open
      question
      size="sm"
      title={t(`stale.${why}.title`)}
      onClose={() => undefined}
      actions={
        why === 'switched' ? (
          <>
            <ButtonLink href={`${boot().signInPath}?choose=1&to=${here}`}>{t('stale.choose')}</ButtonLink>
            <Button kind="primary" data-autofocus="" onClick={() => location.assign(sitePath('/'))}>
              {t('stale.reload')}
            </Button>
          </>
        ) : (
          <ButtonLink kind="primary" data-autofocus="" href={`${boot().signInPath}?to=${here}`}>
            {t('stale.signIn')}
          </ButtonLink>
        )
      }
    >
      {why === 'signedOut' && end && `${say(`ended.${end}`)} `}
      {t(`stale.${why}.body`)}
    </Dialog>
  );
}
