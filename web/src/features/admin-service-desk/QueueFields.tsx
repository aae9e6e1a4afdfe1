import type { Status } from '@portico/contracts/service-desk/shapes.ts';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { MultiSelect } from '../../ui/Combobox.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { OrderList } from '../../ui/records/OrderList.tsx';
import { Select } from '../../ui/Select.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { mutedClass } from '../../ui/Surface.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { PURPOSES, type QueueValues } from './queue-form.ts';

export function QueueFields({
  form,
  statuses,
  locked,
}: {
  form: Form<QueueValues>;
  statuses: readonly Status[];
  locked?: boolean;
}): ReactNode {
  const { t } = useTranslation('admin');
  const note = useId();
  const { statusIds } = form.values;
  const chosen = statusIds.flatMap((id) => statuses.find((status) => status.id === id) ?? []);
  const option = (status: Status) => ({
    value: String(status.id),
    label: status.name,
    note: t(status.isClosed ? 'desk.closes' : 'desk.staysOpen'),
  });
  const active = statuses.filter((status) => status.active);
  const put = (ids: readonly number[]) => form.set('statusIds', ids);
  return (
    <>
      <FormCard title={t('desk.queues.about')} hint={t('desk.queues.aboutHint')}>
        <TextField {...form.field('name')} label={t('field.name')} maxLength={100} autoComplete="off" dir="auto" />
        <TextArea {...form.field('description')} label={t('field.description')} optional maxLength={2000} />
      </FormCard>
      <FormCard title={t('desk.queues.statuses')} hint={t('desk.queues.statusesHint')}>
        <MultiSelect
          name="statusIds"
          label={t('desk.queues.offered')}
          optional
          disabled={locked ?? false}
          placeholder={t('desk.queues.allStatuses')}
          error={form.errors['statusIds']}
          options={active.map(option)}
          value={chosen.map(option)}
          onChange={(next) => put(next.map((one) => Number(one.value)))}
        />
        {chosen.length > 1 && (
          <>
            <p id={note} className={mutedClass}>
              {t('desk.queues.order')}
            </p>
            <OrderList
              label={t('desk.queues.statuses')}
              rows={chosen}
              nameOf={(status) => status.name}
              {...(locked ? {} : { onMove: put })}
              actions={(status) =>
                !locked && (
                  <IconButton
                    icon="close"
                    iconSize={16}
                    label={t('desk.queues.remove', { name: status.name })}
                    onClick={() => put(statusIds.filter((id) => id !== status.id))}
                  />
                )
              }
            >
              {(status) => <StatusBadge kind={status.kind} name={status.name} />}
            </OrderList>
          </>
        )}
      </FormCard>
      <FormCard title={t('desk.purposes')} hint={t('desk.purposesHint')}>
        <FieldGrid>
          {PURPOSES.map((purpose) => (
            <Select
              key={purpose}
              {...form.field(purpose)}
              label={t(`desk.purpose.${purpose}.label`)}
              hint={t(`desk.purpose.${purpose}.hint`)}
              optional
              placeholder={t('desk.asDefaults')}
              options={active
                .filter((status) => status.isClosed === (purpose === 'closedStatusId'))
                .map((status) => ({ value: String(status.id), label: status.name }))}
            />
          ))}
        </FieldGrid>
      </FormCard>
    </>
  );
}
