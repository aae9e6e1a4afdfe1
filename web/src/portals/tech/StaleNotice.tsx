import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { onSessionSwitched, onSignedOut } from '../../lib/session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

/** Lies over a tab whose sign-in ended or changed elsewhere. What was typed is kept in this browser. */
export function StaleNotice(): ReactNode {
  const { t } = useTranslation('tech');
  const [why, setWhy] = useState<'switched' | 'signedOut' | null>(null);
  useEffect(() => {
    const stops = [onSessionSwitched(() => setWhy('switched')), onSignedOut(() => setWhy((before) => before ?? 'signedOut'))];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  if (why === null) return null;
  const here = encodeURIComponent(location.pathname + location.search);
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
            <Button kind="primary" data-autofocus="" onClick={() => location.assign('/')}>
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
      {t(`stale.${why}.body`)}
    </Dialog>
  );
}
