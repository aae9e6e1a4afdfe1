import { endImpersonation } from '@portico/contracts/access/impersonation.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { announceSignedOut } from '../../lib/session.ts';
import { useNow } from '../../lib/use-place.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import s from './ImpersonationBanner.module.css';
import { type Me, useMe } from './session-query.ts';

/** Always in sight while staff looks at the portal as somebody: as whom, how long still, and the way out. */
export function ImpersonationBanner(): ReactNode {
  const me = useMe();
  return me.impersonation ? <Standing me={me} until={me.impersonation} /> : null;
}

function Standing({ me, until }: { me: Me; until: NonNullable<Me['impersonation']> }): ReactNode {
  const { t } = useTranslation('client');
  const now = useNow(5_000);
  const [busy, setBusy] = useState(false);
  const left = Date.parse(until.endsAt) - now;
  useEffect(() => {
    if (left <= 0) announceSignedOut('impersonation');
  }, [left]);
  const end = async () => {
    setBusy(true);
    try {
      await call(endImpersonation, {}, { on401: 'throw' });
    } catch {
      // It may be over already; either way this tab stops being somebody else.
    }
    announceSignedOut('impersonation');
  };
  return (
    <aside className={s['banner']} aria-label={t('impersonation.label')}>
      <Icon name="eye" />
      <p>
        <strong>{t('impersonation.as', { name: me.name, company: me.company?.name ?? '' })}</strong>{' '}
        {t(until.readOnly ? 'impersonation.readOnly' : 'impersonation.recorded', { by: until.by })}{' '}
        <span className={s['left']}>{t('impersonation.left', { count: Math.max(1, Math.ceil(left / 60_000)) })}</span>
      </p>
      <Button size="sm" busy={busy} onClick={() => void end()}>
        {t('impersonation.end')}
      </Button>
    </aside>
  );
}

/** The tab of an impersonation that is over. Signing in here would sign the administrator's browser in as somebody else. */
export function ImpersonationOver(): ReactNode {
  const { t } = useTranslation('client');
  return (
    <main id="main" className={s['over']}>
      <h1>{t('impersonation.overTitle')}</h1>
      <p>{t('impersonation.overBody')}</p>
    </main>
  );
}
