import type { getOverview, getSystemHealth } from '@portico/contracts/system/routes.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import type { TechReply } from '../../lib/for-tech.ts';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Skeleton } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import s from './Home.module.css';

type Health = TechReply<typeof getSystemHealth>;
type Check = Health['checks'][number];
const SHOWN = ['mail', 'jobs', 'database', 'disk'] as const;
const TO = { mail: '/mail', jobs: '/jobs', database: '/health', disk: '/health' } as const;

/** Tickets first, then the parts of the system; each tile leads to its page. */
export function HealthTiles({
  health,
  overview,
  failed,
}: {
  health: Health | undefined;
  overview: TechReply<typeof getOverview> | undefined;
  failed: boolean;
}): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Card className={s['tiles']} aria-label={t('home.tiles')}>
      <a href={sitePath('/tech')} className={s['tile']}>
        <span className={s['top']}>{t('companies.openTickets')}</span>
        <span className={s['value']}>{overview ? overview.openTickets : <Skeleton width={56} height={20} />}</span>
        <span className={s['note']}>
          {overview && t('home.unassigned', { unassigned: overview.unassigned, overdue: overview.overdue })}
        </span>
      </a>
      {SHOWN.map((key) => (
        <Tile key={key} name={key} check={health?.checks.find((one) => one.key === key)} failed={failed && !health} />
      ))}
    </Card>
  );
}

function Tile({ name, check, failed }: { name: (typeof SHOWN)[number]; check: Check | undefined; failed: boolean }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const number = (field: string, digits = 0) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(Number(check?.values[field] ?? 0));
  const gigabytes = (field: string) =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 }).format(
      Number(check?.values[field] ?? 0) / 1000,
    );
  const value = {
    mail: () => t('home.tile.mail', { value: number('failed') }),
    jobs: () => t('home.tile.jobs', { value: number('dead') }),
    database: () => t('home.tile.database', { value: number('milliseconds') }),
    disk: () => t('home.tile.disk', { value: gigabytes('freeMegabytes') }),
  };
  const note = {
    mail: () => t('home.note.mail', { waiting: number('waiting') }),
    jobs: () => t('home.note.jobs', { waiting: number('waiting'), active: number('active') }),
    database: () => t('home.note.database', { version: String(check?.values['version'] ?? ''), megabytes: number('megabytes') }),
    disk: () => t('home.note.disk', { total: gigabytes('totalMegabytes') }),
  };
  return (
    <Link to={TO[name]} className={s['tile'] ?? ''}>
      <span className={s['top']}>
        {t(`health.name.${name}`)}
        {check && (
          <span className={cx(s['state'], s[check.state])}>
            <Icon name={check.state === 'ok' ? 'check-circle' : 'warning'} size={16} />
            {t(`health.state.${check.state}`)}
          </span>
        )}
      </span>
      <span className={s['value']}>{check ? value[name]() : failed ? t('home.unknown') : <Skeleton width={56} height={20} />}</span>
      <span className={s['note']}>{check && note[name]()}</span>
    </Link>
  );
}
