import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import { getServiceDesk } from '@portico/contracts/service-desk/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioCards } from '../../ui/Choices.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { PickList } from '../../ui/records/PickList.tsx';
import { Banner } from '../../ui/States.tsx';
import s from './Rights.module.css';

interface QueueCardProps {
  readonly queues: RightsView['queues'];
  readonly level: 'global' | 'company' | 'group' | 'contact';
  readonly locked: boolean;
  readonly save: (ids: readonly number[] | null) => Promise<unknown>;
}

/** The queues whose tickets contacts see. A hidden queue hides a ticket from its owner too, so an empty list is said aloud. */
export function QueueCard({ queues, level, locked, save }: QueueCardProps): ReactNode {
  const { t } = useTranslation('admin');
  const desk = useQuery(readTech(getServiceDesk, {}));
  const [ids, setIds] = useState<readonly number[] | null>(queues.own);
  const options = (desk.data?.queues ?? []).map((queue) => ({ value: String(queue.id), label: queue.name }));
  const name = (id: number) => options.find((one) => one.value === String(id))?.label ?? `#${id}`;
  const changed = JSON.stringify(ids) !== JSON.stringify(queues.own);
  const nothing = ids?.length === 0;
  return (
    <FormCard title={t('rights.queues.title')} hint={t('rights.queues.hint')}>
      <div className={s['stack']}>
        <p className={s['now']}>
          {queues.ids === null
            ? t('rights.queues.all')
            : queues.ids.length === 0
              ? t('rights.queues.none')
              : queues.ids.map(name).join(', ')}
          {' · '}
          {t(`rights.from.${queues.from}`)}
        </p>
        <RadioCards
          label={t('rights.queues.title')}
          hideLabel
          columns={2}
          value={ids === null ? 'inherit' : 'some'}
          onChange={(mode) => setIds(mode === 'inherit' ? null : (queues.own ?? []))}
          options={[
            { value: 'inherit', label: t(level === 'global' ? 'rights.queues.everyQueue' : 'rights.queues.inherit') },
            { value: 'some', label: t('rights.queues.some') },
          ]}
        />
        {ids !== null && (
          <PickList
            name="queueIds"
            label={t('rights.queues.some')}
            hideLabel
            searchLabel={t('techs.filter')}
            options={options}
            value={ids}
            onChange={setIds}
          />
        )}
        {nothing && <Banner tone="warn">{t(level === 'global' ? 'rights.queues.needOne' : 'rights.queues.hidesAll')}</Banner>}
        {changed && (
          <div>
            <Button kind="primary" disabled={locked || (nothing && level === 'global')} onClick={() => void save(ids)}>
              {t('save')}
            </Button>
          </div>
        )}
      </div>
    </FormCard>
  );
}
