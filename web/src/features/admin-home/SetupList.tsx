import type { getOverview } from '@portico/contracts/system/routes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechReply } from '../../lib/for-tech.ts';
import { TextButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Hidden } from '../../ui/LiveRegion.tsx';
import { RouterButton } from '../../ui/records/links.tsx';
import { Card, CardHeader, Progress } from '../../ui/Surface.tsx';
import s from './Home.module.css';

const TO = {
  workspace: '/workspace',
  mail: '/mail',
  companies: '/companies',
  contacts: '/contacts',
  techs: '/techs',
  teams: '/teams',
  defaults: '/defaults',
  serviceTypes: '/service-types',
} as const;
type Step = keyof typeof TO;
const DONE_SHOWN = 4;

/** What is left first, what is done below it and quiet. */
export function SetupList({ setup }: { setup: TechReply<typeof getOverview>['setup'] }): ReactNode {
  const { t } = useTranslation('admin');
  const [all, setAll] = useState(false);
  const known = setup.filter((step): step is { key: Step; done: boolean } => step.key in TO);
  const left = known.filter((step) => !step.done);
  const done = known.filter((step) => step.done);
  const shown = all ? done : done.slice(0, left.length === 0 ? 0 : DONE_SHOWN);
  return (
    <Card className={cx(left.length === 0 && s['settled'])}>
      <CardHeader title={t('home.setup')}>
        <span className={s['progress']}>
          {t('home.done', { done: done.length, total: known.length })}
          <span className={s['bar']}>
            <Progress label={t('home.setup')} value={done.length} max={known.length} />
          </span>
        </span>
      </CardHeader>
      {left.length + shown.length > 0 && (
        <ul className={s['steps']}>
          {left.map((step) => (
            <li key={step.key}>
              <span className={s['todo']}>
                <Icon name="circle-dashed" />
              </span>
              <span className={s['stepWords']}>
                <span className={s['stepName']}>{t(`home.step.${step.key}.name`)}</span>
                <span className={s['note']}>{t(`home.step.${step.key}.why`)}</span>
              </span>
              <RouterButton to={TO[step.key]}>{t(`home.step.${step.key}.act`)}</RouterButton>
            </li>
          ))}
          {shown.map((step) => (
            <li key={step.key} className={cx(s['isDone'])}>
              <span className={s['ok']}>
                <Icon name="check-circle" />
              </span>
              <span>
                {t(`home.step.${step.key}.name`)}
                <Hidden> {t('home.isDone')}</Hidden>
              </span>
            </li>
          ))}
        </ul>
      )}
      {shown.length < done.length && (
        <div className={s['more']}>
          <TextButton onClick={() => setAll(true)}>
            {left.length === 0 ? t('home.showDone') : t('home.moreDone', { count: done.length - shown.length })}
          </TextButton>
        </div>
      )}
    </Card>
  );
}
