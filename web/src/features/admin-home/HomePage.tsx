import { getOverview, getSystemHealth } from '@portico/contracts/system/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { nowMs } from '../../lib/clock.ts';
import { readTech } from '../../lib/for-tech.ts';
import { usePlace } from '../../lib/use-place.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Attention, needsYou } from './Attention.tsx';
import { HealthTiles } from './HealthTiles.tsx';
import s from './Home.module.css';
import { LoadCard } from './LoadCard.tsx';
import { OverLimit } from './OverLimit.tsx';
import { SetupList } from './SetupList.tsx';
import { WaitingCard } from './WaitingCard.tsx';

/** What needs you, whether everything works, what is left to set up, how much came in. */
export function HomePage(): ReactNode {
  const { t } = useTranslation('admin');
  const place = usePlace();
  const overview = useQuery({ ...readTech(getOverview, { query: { days: 28 } }), refetchInterval: 60_000 });
  const health = useQuery({ ...readTech(getSystemHealth, {}), refetchInterval: 30_000 });
  const today = new Intl.DateTimeFormat(place.locale, { timeZone: place.timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(
    nowMs(),
  );
  const count = needsYou(health.data?.checks ?? []).length;
  return (
    <Page
      title={t('nav.home')}
      intro={health.data ? t('home.intro', { today, count }) : today}
      actions={
        <>
          <ButtonLink icon="external" href={sitePath('/portal')}>
            {t('home.client')}
          </ButtonLink>
          <ButtonLink icon="external" href={sitePath('/tech')}>
            {t('home.tech')}
          </ButtonLink>
        </>
      }
    >
      {health.data && <Attention checks={health.data.checks} />}
      <HealthTiles health={health.data} overview={overview.data} failed={health.isError} />
      <OverLimit users={overview.data?.users ?? null} />
      {overview.data ? (
        <div className={s['two']}>
          <div className={s['main']}>
            <SetupList setup={overview.data.setup} />
            <WaitingCard unassigned={overview.data.unassigned} overdue={overview.data.overdue} />
          </div>
          <LoadCard overview={overview.data} />
        </div>
      ) : overview.isError ? (
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}
