import { getSystemHealth } from '@portico/contracts/system/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech, type TechReply } from '../../lib/for-tech.ts';
import { healthWords } from '../../lib/health-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { RouterButton } from '../../ui/records/links.tsx';
import { Banner, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Health.module.css';

type Check = TechReply<typeof getSystemHealth>['checks'][number];
const ICONS: Readonly<Record<string, IconName>> = {
  database: 'database',
  jobs: 'gear',
  mail: 'mail',
  disk: 'box',
  events: 'bell',
  live: 'refresh',
  address: 'globe',
  clock: 'clock',
  responsiveness: 'bolt',
  memory: 'laptop',
  handles: 'plug',
  backups: 'archive',
  files: 'file',
};
const PAGES: Readonly<Record<string, string>> = { mail: '/mail', jobs: '/jobs' };
const RANK = { bad: 0, warning: 1, ok: 2 } as const;
/** What needs somebody comes first. */
const worstFirst = (checks: readonly Check[]): readonly Check[] => checks.toSorted((a, b) => RANK[a.state] - RANK[b.state]);
const LOOKS = {
  ok: { tone: 'good', icon: 'check-circle' },
  warning: { tone: 'warn', icon: 'warning' },
  bad: { tone: 'bad', icon: 'warning' },
} as const;

export function HealthPage(): ReactNode {
  const { t } = useTranslation('admin');
  const health = useQuery({ ...readTech(getSystemHealth, {}), refetchInterval: 15_000 });
  const { data } = health;
  const worst = data?.checks.some((check) => check.state === 'bad')
    ? 'bad'
    : data?.checks.some((check) => check.state === 'warning')
      ? 'warning'
      : 'ok';
  return (
    <Page
      title={t('nav.health')}
      intro={data && t(`health.all.${worst}`)}
      actions={
        <Button icon="refresh" busy={health.isFetching} onClick={() => void health.refetch()}>
          {t('health.again')}
        </Button>
      }
    >
      {health.isError && data && (
        <Banner tone="bad" live>
          {t('health.old')}
        </Banner>
      )}
      {!data ? (
        health.isError ? (
          <ErrorState error={health.error} onRetry={() => void health.refetch()} />
        ) : (
          <Card>
            <SkeletonRows label={t('loading')} />
          </Card>
        )
      ) : (
        <>
          <Card>
            <ul className={s['checks']}>
              {worstFirst(data.checks).map((check) => (
                <CheckRow key={check.key} check={check} />
              ))}
            </ul>
          </Card>
          <p className={s['foot']}>
            {t('health.version', { version: data.version, engine: t(`health.engine.${data.engine}`) })}{' '}
            <TimeAgo at={data.startedAt} form="stamp" />. {t('health.refreshes')}
          </p>
        </>
      )}
    </Page>
  );
}

function CheckRow({ check }: { check: Check }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const words = healthWords(check, t, i18n.language);
  const page = PAGES[check.key];
  return (
    <li className={s['check']}>
      <span className={s['mark']}>
        <Icon name={ICONS[check.key] ?? 'info'} size={20} />
      </span>
      <div className={s['words']}>
        <div className={s['head']}>
          <h2>{words.name}</h2>
          <Pill tone={LOOKS[check.state].tone} icon={LOOKS[check.state].icon}>
            {t(`health.state.${check.state}`)}
          </Pill>
        </div>
        <p>{words.detail}</p>
        {words.facts && <p className={s['facts']}>{words.facts}</p>}
        {words.advice && <p className={s['advice']}>{words.advice}</p>}
      </div>
      {page && check.state !== 'ok' && <RouterButton to={page}>{t(`health.open.${check.key as 'mail' | 'jobs'}`)}</RouterButton>}
    </li>
  );
}
