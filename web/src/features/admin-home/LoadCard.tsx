import type { getOverview } from '@portico/contracts/system/routes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechReply } from '../../lib/for-tech.ts';
import { formatDay } from '../../lib/time.ts';
import { usePlace } from '../../lib/use-place.ts';
import { TextButton } from '../../ui/Button.tsx';
import { Card, CardHeader } from '../../ui/Surface.tsx';
import s from './Home.module.css';
import { LoadChart } from './LoadChart.tsx';

/** Four weeks of work as a picture, with the table behind it. */
export function LoadCard({ overview }: { overview: TechReply<typeof getOverview> }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const [table, setTable] = useState(false);
  const { locale } = usePlace();
  const days = overview.createdPerDay;
  const number = new Intl.NumberFormat(i18n.language);
  const sum = (key: 'created' | 'closed') => number.format(days.reduce((total, day) => total + day[key], 0));
  const facts = [
    { name: t('home.created'), value: sum('created') },
    { name: t('home.closed'), value: sum('closed') },
    { name: t('nav.companies'), value: number.format(overview.companies) },
    { name: t('nav.contacts'), value: number.format(overview.contacts) },
    { name: t('nav.techs'), value: number.format(overview.techs) },
  ];
  return (
    <Card>
      <CardHeader title={t('home.usage', { count: days.length })}>
        <TextButton aria-pressed={table} onClick={() => setTable(!table)}>
          {t(table ? 'home.asChart' : 'home.asTable')}
        </TextButton>
      </CardHeader>
      <div className={s['usage']}>
        <dl className={s['facts']}>
          {facts.map((fact) => (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
        {table ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section className={s['scroll']} tabIndex={0} aria-label={t('home.usage', { count: days.length })}>
            <table className={s['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('home.day')}</th>
                  <th scope="col">{t('home.created')}</th>
                  <th scope="col">{t('home.closed')}</th>
                </tr>
              </thead>
              <tbody>
                {days.toReversed().map((day) => (
                  <tr key={day.day}>
                    <th scope="row">{formatDay(day.day, locale, 'short')}</th>
                    <td>{number.format(day.created)}</td>
                    <td>{number.format(day.closed)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ) : (
          <LoadChart days={days} label={t('home.chart', { created: sum('created'), closed: sum('closed'), count: days.length })} />
        )}
      </div>
    </Card>
  );
}
