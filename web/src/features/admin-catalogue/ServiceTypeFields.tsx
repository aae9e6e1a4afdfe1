import { list } from '@portico/contracts/catalogue/routes.ts';
import { getServiceDesk } from '@portico/contracts/service-desk/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import type { Form } from '../../lib/form.ts';
import { Checkbox } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { Select } from '../../ui/Select.tsx';
import { serviceIcon } from '../../ui/service-icon.ts';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { IconPicker } from './IconPicker.tsx';
import s from './ServiceTypes.module.css';
import { AUTOMATION, type Automation, type TypeValues } from './service-type-form.ts';

export function ServiceTypeFields({ form }: { form: Form<TypeValues> }): ReactNode {
  const { t } = useTranslation('admin');
  const sections = useId();
  const known = new Set((useQuery(readTech(list, {})).data?.items ?? []).map((type) => type.section).filter(Boolean));
  const options = useAutomation();
  return (
    <div className={s['layout']}>
      <div className={s['parts']}>
        <FormCard wide title={t('types.card')} hint={t('types.cardHint')}>
          <TextField
            {...form.field('name')}
            label={t('types.name')}
            hint={t('types.nameHint')}
            maxLength={120}
            autoComplete="off"
            dir="auto"
          />
          <TextField
            {...form.field('description')}
            label={t('field.description')}
            optional
            hint={t('types.descriptionHint')}
            maxLength={1000}
            autoComplete="off"
            dir="auto"
          />
          <TextField
            {...form.field('section')}
            label={t('types.section')}
            optional
            hint={t('types.sectionHint')}
            maxLength={100}
            autoComplete="off"
            list={sections}
            dir="auto"
          />
          <datalist id={sections}>
            {[...known].map((section) => (
              <option key={section} value={section} />
            ))}
          </datalist>
          <IconPicker {...form.field('icon')} />
        </FormCard>
        <FormCard wide title={t('types.text')} hint={t('types.textHint')}>
          <TextField
            {...form.field('titleTemplate')}
            label={t('types.titleTemplate')}
            optional
            maxLength={300}
            autoComplete="off"
            dir="auto"
          />
          <TextArea
            {...form.field('bodyTemplate')}
            label={t('types.bodyTemplate')}
            optional
            hint={t('types.bodyHint')}
            maxLength={20_000}
          />
        </FormCard>
        <FormCard wide title={t('types.automation')} hint={t('types.automationHint')}>
          <FieldGrid>
            {AUTOMATION.map((name) => (
              <Select
                key={name}
                {...form.field(name)}
                label={t(`types.sets.${name}`)}
                optional
                placeholder={t('desk.asDefaults')}
                options={options[name]}
              />
            ))}
          </FieldGrid>
        </FormCard>
        <FormCard wide title={t('types.publishing')}>
          <Checkbox
            name="published"
            label={t('types.publish')}
            hint={t('types.publishHint')}
            checked={form.values.published}
            onChange={(published) => form.set('published', published)}
          />
        </FormCard>
      </div>
      <Preview values={form.values} />
    </div>
  );
}

function useAutomation(): Readonly<Record<Automation, { value: string; label: string }[]>> {
  const desk = useQuery(readTech(getServiceDesk, {})).data;
  const open = <R extends { readonly id: number; readonly name: string; readonly active: boolean }>(rows: readonly R[] | undefined) =>
    (rows ?? []).filter((row) => row.active).map((row) => ({ value: String(row.id), label: row.name }));
  return {
    queueId: open(desk?.queues),
    statusId: open(desk?.statuses.filter((status) => !status.isClosed)),
    priorityId: open(desk?.priorities),
    categoryId: open(desk?.categories),
    sourceId: open(desk?.sources),
  };
}

/** The card as the contact's home shows it, and what the request starts with. */
function Preview({ values }: { values: TypeValues }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <section className={s['preview']} aria-label={t('types.preview')}>
      <h2>{t('types.preview')}</h2>
      <div className={s['card']}>
        <span className={s['mark']}>
          <Icon name={serviceIcon(values.icon)} size={20} />
        </span>
        <b>{values.name || t('types.name')}</b>
        <span className={s['description']}>{values.description}</span>
      </div>
      {(values.titleTemplate || values.bodyTemplate) && (
        <div className={s['card']}>
          <span className={s['description']}>{t('types.startsWith')}</span>
          <span className={s['request']}>
            <b>{values.titleTemplate}</b>
            <span className={s['description']}>{values.bodyTemplate}</span>
          </span>
        </div>
      )}
      <p>{t(values.published ? 'types.seen' : 'types.unseen')}</p>
    </section>
  );
}
