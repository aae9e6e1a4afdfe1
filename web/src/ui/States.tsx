import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../lib/problem.ts';
import { Button } from './Button.tsx';
import { cx } from './class-names.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Hidden } from './LiveRegion.tsx';
import s from './States.module.css';

export type BannerTone = 'info' | 'warn' | 'bad' | 'good';
const BANNER_ICONS: Readonly<Record<BannerTone, IconName>> = { info: 'info', warn: 'warning', bad: 'warning', good: 'check-circle' };

/** One thing the reader should know about this page, with at most one act. */
export function Banner({
  tone = 'info',
  icon,
  title,
  children,
  action,
  live,
}: {
  tone?: BannerTone;
  icon?: IconName;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  live?: boolean;
}): ReactNode {
  return (
    <div className={cx(s['banner'], s[tone])} role={live ? 'alert' : undefined}>
      <Icon name={icon ?? BANNER_ICONS[tone]} size={20} />
      <div className={s['bannerText']}>
        {title && <strong>{title} </strong>}
        {children}
      </div>
      {action && <div className={s['bannerAct']}>{action}</div>}
    </div>
  );
}

/** Nothing here yet: says what this place is for and offers the first act. */
export function EmptyState({
  title,
  children,
  actions,
  level = 2,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** 1 where it is all there is on the page. */
  level?: 1 | 2;
}): ReactNode {
  const Heading = `h${level}` as const;
  return (
    <div className={s['empty']}>
      <svg className={s['drawing']} viewBox="0 0 64 40" aria-hidden="true">
        <rect x="8" y="6" width="48" height="9" rx="3" />
        <rect x="8" y="20" width="48" height="9" rx="3" strokeDasharray="4 4" />
        <path d="M13 10.5h14M16 35h32" />
      </svg>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className={s['acts']}>{actions}</div>}
    </div>
  );
}

/** What happened, what was kept, what to do; with the reference support asks for. */
export function ErrorState({
  error,
  title,
  kept,
  onRetry,
  actions,
}: {
  error: unknown;
  title?: string;
  kept?: ReactNode;
  onRetry?: () => void;
  actions?: ReactNode;
}): ReactNode {
  const { t, i18n } = useTranslation('ui');
  const problem = error instanceof ApiProblem ? error : null;
  const kind =
    problem?.status === 0 ? 'offline' : problem?.status === 404 ? 'notFound' : problem && problem.status < 500 ? 'refused' : 'failed';
  // The server speaks English.
  const detail = kind === 'refused' && i18n.language === 'en' && problem?.message ? problem.message : t(`error.${kind}.body`);
  return (
    <div className={s['error']} role="alert">
      <span className={s['errorIcon']}>
        <Icon name={kind === 'offline' ? 'wifi-off' : 'warning'} size={24} />
      </span>
      <h2>{title ?? t(`error.${kind}.title`)}</h2>
      <p>{detail}</p>
      {kept && <p className={s['quiet']}>{kept}</p>}
      <div className={s['acts']}>
        {onRetry && kind !== 'notFound' && (
          <Button kind="primary" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
        {actions}
      </div>
      {problem?.traceId && <p className={s['reference']}>{t('error.reference', { id: problem.traceId })}</p>}
    </div>
  );
}

export function Skeleton({ width = '100%', height = 10, round }: { width?: number | string; height?: number; round?: boolean }): ReactNode {
  return <span className={cx(s['bone'], round && s['round'])} style={{ inlineSize: width, blockSize: height }} />;
}

const upTo = (count: number): number[] => [...Array(count).keys()];
const WIDTHS = ['78%', '61%', '86%', '54%', '70%', '66%'];
/** The shape of a list that is on its way. `label` is spoken: "Loading tickets". */
export function SkeletonRows({ rows = 6, label }: { rows?: number; label: string }): ReactNode {
  return (
    <div aria-busy="true">
      <Hidden>{label}</Hidden>
      {upTo(rows).map((index) => (
        <div key={index} className={s['boneRow']}>
          <Skeleton width={16} height={16} />
          <div>
            <Skeleton width={WIDTHS[index % WIDTHS.length] ?? '60%'} />
            <Skeleton width={WIDTHS[(index + 3) % WIDTHS.length] ?? '40%'} height={8} />
          </div>
          <Skeleton width={44} />
        </div>
      ))}
    </div>
  );
}
export function SkeletonText({ lines = 3, label }: { lines?: number; label: string }): ReactNode {
  return (
    <div aria-busy="true" className={s['boneText']}>
      <Hidden>{label}</Hidden>
      {upTo(lines).map((index) => (
        <Skeleton key={index} width={WIDTHS[index % WIDTHS.length] ?? '80%'} />
      ))}
    </div>
  );
}
