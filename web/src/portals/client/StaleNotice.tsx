import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boot, herePath, sitePath } from '../../lib/boot.ts';
import { onSessionSwitched, onSignedOut, type SessionEnd } from '../../lib/session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import s from './Notice.module.css';

/** Lies over a tab whose sign-in ended or changed elsewhere. What was typed lies safely underneath and in this browser. */
export function StaleNotice(): ReactNode {
  const { t } = useTranslation('client');
  const { t: say } = useTranslation('ui');
  const [why, setWhy] = useState<'switched' | 'signedOut' | null>(null);
  const [end, setEnd] = useState<SessionEnd | null>(null);
  useEffect(() => {
    const tellEnd = (reason: SessionEnd | null) => {
      setEnd(reason);
      setWhy((before) => before ?? 'signedOut');
    };
    const stop = [onSessionSwitched(() => setWhy('switched')), onSignedOut(tellEnd)];
    return () => {
      for (const leave of stop) leave();
    };
  }, []);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // Modal: nothing underneath can be reached, which belongs to another account or to nobody.
    if (why !== null && !dialog.current?.open) dialog.current?.showModal();
  }, [why]);
  if (why === null) return null;
  const here = encodeURIComponent(herePath());
  // Signing in here would sign the administrator's browser in as somebody else.
  const { impersonated } = boot();
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className={s['card']}
      aria-labelledby="stale-title"
      aria-describedby="stale-body"
      onCancel={(event) => event.preventDefault()}
    >
      <span className={s['mark']}>
        <Icon name={why === 'switched' ? 'switch' : 'lock'} size={24} />
      </span>
      <h1 id="stale-title">{impersonated ? t('impersonation.overTitle') : t(`stale.${why}.title`)}</h1>
      <p id="stale-body">
        {!impersonated && why === 'signedOut' && end && `${say(`ended.${end}`)} `}
        {impersonated ? t('impersonation.overBody') : t(`stale.${why}.body`)}
      </p>
      <div className={s['acts']}>
        {impersonated ? (
          <Button kind="primary" autoFocus onClick={() => window.close()}>
            {t('impersonation.close')}
          </Button>
        ) : why === 'switched' ? (
          <Button kind="primary" autoFocus onClick={() => location.assign(sitePath('/portal'))}>
            {t('stale.switched.act')}
          </Button>
        ) : (
          <ButtonLink kind="primary" autoFocus href={`${boot().signInPath}?to=${here}`}>
            {t('stale.signedOut.act')}
          </ButtonLink>
        )}
        {why === 'switched' && !impersonated && (
          <ButtonLink href={`${boot().signInPath}?choose=1&to=${here}`}>{t('stale.switched.choose')}</ButtonLink>
        )}
      </div>
    </dialog>
  );
}
