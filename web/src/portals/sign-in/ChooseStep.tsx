import { signOut } from '@portico/contracts/access/routes.ts';
import type { Destination, SessionView } from '@portico/contracts/access/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { shortName } from '../../lib/names.ts';
import { relativeTime } from '../../lib/time.ts';
import { useNow, usePlace } from '../../lib/use-place.ts';
import { TextButton } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { cx } from '../../ui/class-names.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Banner } from '../../ui/States.tsx';
import { keyOfPlace, orderPlaces } from './places.ts';
import { firstPlace, rememberPlace } from './remembered.ts';
import s from './SignIn.module.css';
import { deepLink, goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import type { SignIn } from './use-sign-in.ts';

const ICONS: Readonly<Record<Destination['portal'], IconName>> = { portal: 'company', tech: 'ticket', admin: 'sliders' };

export function ChooseStep({ signIn, session }: { signIn: SignIn; session: SessionView }): ReactNode {
  const { t } = useTranslation('sign-in');
  const [keep, setKeep] = useState(() => firstPlace() !== null);
  const act = useAct();
  const places = orderPlaces(session.destinations, deepLink());
  const name = shortName(session.account?.name ?? places[0]?.name ?? '');
  const enter = (place: Destination) => {
    rememberPlace(keep ? keyOfPlace(place) : null);
    void act.run(() => signIn.enter(place));
  };
  const leave = () =>
    void act.run(async () => {
      await call(signOut, {}, { on401: 'throw' });
      goTo('', { query: { 'signed-out': '' } });
    });
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{name ? t('choose.title', { name }) : t('choose.titlePlain')}</h1>
        <p>{places.length === 0 ? t('choose.none') : t('choose.intro', { count: places.length })}</p>
      </div>
      {act.error && (
        <Banner tone="bad" live>
          {act.error}
        </Banner>
      )}
      <ul className={s['places']} aria-busy={act.busy}>
        {places.map((place, index) => (
          <li key={keyOfPlace(place)}>
            <button
              type="button"
              // biome-ignore lint/a11y/noAutofocus: the last used place is what Enter opens
              autoFocus={index === 0}
              className={cx(s['place'], index === 0 && s['first'])}
              onClick={() => enter(place)}
            >
              <span className={s['placeIcon']}>
                <Icon name={ICONS[place.portal]} size={20} />
              </span>
              <PlaceWords place={place} />
              <Icon name="chevron-end" />
            </button>
          </li>
        ))}
      </ul>
      {places.length > 1 && <Checkbox label={t('choose.keep')} checked={keep} onChange={setKeep} />}
      <p className={s['note']}>
        {t('choose.signedInAs')} <bdi className={s['address']}>{session.email}</bdi>.{' '}
        <TextButton onClick={leave}>{t('choose.other')}</TextButton>
      </p>
    </div>
  );
}

function PlaceWords({ place }: { place: Destination }): ReactNode {
  const { t } = useTranslation('sign-in');
  const reader = usePlace();
  const now = useNow();
  const title = place.portal === 'portal' ? (place.company ?? t('place.portal')) : t(`place.${place.portal}`);
  const facts = [
    place.mustSetUp ? t('choose.needsSetUp') : place.missingProofs.length > 0 ? t('choose.needsProof') : '',
    place.isCurrent ? t('choose.current') : '',
    place.lastEnteredAt ? t('choose.lastUsed', { when: relativeTime(place.lastEnteredAt, now, reader) }) : t(`place.${place.portal}Hint`),
  ].filter(Boolean);
  return (
    <span className={s['placeWords']}>
      <bdi className={s['placeTitle']}>{title}</bdi>
      <span className={s['placeNote']}>{facts.join(' · ')}</span>
    </span>
  );
}
