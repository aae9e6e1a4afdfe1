import { getSignInMeans, resetSecondFactor } from '@portico/contracts/second-factor/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../Button.tsx';
import { confirm } from '../ConfirmDialog.tsx';
import { Pill } from '../Surface.tsx';
import { toast } from '../toast-store.ts';
import { FormCard } from './FormCard.tsx';
import s from './PasswordPanel.module.css';

/** Whether somebody has a second factor, and a way back for who lost it. Shows nothing to those who may not know. */
export function SecondFactorPanel({ id, name }: { id: number; name: string }): ReactNode {
  const { t } = useTranslation('records');
  const queries = useQueryClient();
  const input = { params: { id } };
  const { data } = useQuery({ ...readTech(getSignInMeans, input), retry: false });
  if (!data) return null;
  const isOn = data.secondFactorSince !== null;
  const reset = async () => {
    const sure = await confirm({
      title: t('secondFactor.resetTitle', { name }),
      body: t('secondFactor.resetBody', { name }),
      act: t('secondFactor.resetAct'),
      keep: t('secondFactor.keep'),
      danger: true,
    });
    if (!sure) return;
    try {
      await callTech(resetSecondFactor, input);
      toast({ icon: 'check-circle', text: t('secondFactor.done') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    void queries.invalidateQueries({ queryKey: keyOf(getSignInMeans, input) });
  };
  return (
    <FormCard title={t('secondFactor.title')} hint={t('secondFactor.hint')}>
      <div className={s['row']}>
        <Pill tone={isOn ? 'good' : 'idle'} icon={isOn ? 'check-circle' : 'minus'}>
          {isOn ? t('secondFactor.on') : t('secondFactor.off')}
        </Pill>
        {isOn && <Button onClick={() => void reset()}>{t('secondFactor.reset')}</Button>}
      </div>
    </FormCard>
  );
}
