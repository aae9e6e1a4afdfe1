import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../lib/time.ts';
import { usePlace } from '../../lib/use-place.ts';
import { cx } from '../../ui/class-names.ts';
import s from './Home.module.css';

interface Day {
  readonly day: string;
  readonly created: number;
  readonly closed: number;
}
const HEIGHT = 120;
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** A round number not below the highest bar, so that the grid lines can be named. */
export function topOf(highest: number): number {
  if (highest <= 4) return 4;
  const step = 10 ** Math.floor(Math.log10(highest));
  return (
    [1, 2, 2.5, 5, 10].map((factor) => factor * step).find((top) => top >= highest && top % 2 === 0) ?? Math.ceil(highest / step) * step
  );
}

/** Bars are what came in, the line is what was closed; weekends are pale. */
export function LoadChart({ days, label }: { days: readonly Day[]; label: string }): ReactNode {
  const { t } = useTranslation('admin');
  const { locale } = usePlace();
  const top = topOf(Math.max(0, ...days.flatMap((day) => [day.created, day.closed])));
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const width = days.length * 10;
  const line = days.map((day, index) => `${index * 10 + 5},${y(day.closed).toFixed(1)}`).join(' ');
  const ticks = [0, 7, 14, 21, days.length - 1].filter((index, at, all) => index < days.length && all.indexOf(index) === at);
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <figure className={s['figure']}>
      <svg className={s['chart']} viewBox={`0 -4 ${width} ${HEIGHT + 8}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {[0.5, 1].map((share) => (
          <line key={share} className={s['grid']} x1="0" x2={width} y1={y(top * share)} y2={y(top * share)} />
        ))}
        {days.map((day, index) => (
          <rect
            key={day.day}
            className={cx(s['column'], isWeekend(day.day) && s['weekend'])}
            x={index * 10 + 1}
            width="8"
            y={y(day.created)}
            height={HEIGHT - y(day.created)}
            rx="1.5"
          >
            <title>{t('home.tip', { day: formatDay(day.day, locale), created: day.created, closed: day.closed })}</title>
          </rect>
        ))}
        <polyline className={s['line']} points={line} />
      </svg>
      <div className={s['axis']} aria-hidden>
        {ticks.map((index) => (
          <span key={index}>{short.format(new Date(`${days[index]?.day}T00:00:00Z`))}</span>
        ))}
      </div>
      <figcaption className={s['legend']}>
        <span className={s['keyBar']}>{t('home.created')}</span>
        <span className={s['keyLine']}>{t('home.closed')}</span>
        <span className={s['end']}>{t('home.top', { top: new Intl.NumberFormat(locale).format(top) })}</span>
      </figcaption>
    </figure>
  );
}
