import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askPermission, permission, showOnDesktop } from '../../lib/desktop.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Choices.tsx';
import { Banner } from '../../ui/States.tsx';
import s from './NotificationSettings.module.css';

/** How open pages make themselves heard. Whether this browser may is the browser's own answer, and not part of the form. */
export function OnThisScreen({
  audience,
  sound,
  popUps,
  onSound,
  onPopUps,
}: {
  audience: 'contact' | 'tech';
  sound: boolean;
  popUps: boolean;
  onSound: (on: boolean) => void;
  onPopUps: (on: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('notifications');
  const [state, setState] = useState(permission);
  const tryIt = () => void showOnDesktop({ title: t('alerts.desktop.tryTitle'), body: t('alerts.desktop.tryBody'), tag: 'portico-try' });
  const action =
    state === 'default' ? (
      <Button onClick={() => void askPermission().then(setState)}>{t('alerts.desktop.ask')}</Button>
    ) : state === 'granted' ? (
      <Button kind="subtle" onClick={tryIt}>
        {t('alerts.desktop.try')}
      </Button>
    ) : undefined;
  return (
    <div className={s['card']}>
      <Banner tone={state === 'granted' ? 'good' : state === 'denied' ? 'warn' : 'info'} {...(action ? { action } : {})}>
        {t(`alerts.desktop.${state}`)}
      </Banner>
      <Switch
        label={t(audience === 'tech' ? 'alerts.sound' : 'alerts.soundContact')}
        hint={t('alerts.soundHint')}
        checked={sound}
        onChange={onSound}
      />
      <Switch label={t('alerts.popUps')} hint={t('alerts.popUpsHint')} checked={popUps} onChange={onPopUps} />
    </div>
  );
}
