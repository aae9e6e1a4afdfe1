import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { MultiSelect } from '../../ui/Combobox.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { LocaleField, ZoneField } from '../../ui/records/PlaceFields.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { type CompanyValues, domainOf } from './company-form.ts';

export function CompanyFields({ form, isNew, locked }: { form: Form<CompanyValues>; isNew?: boolean; locked?: boolean }): ReactNode {
  const { t } = useTranslation('admin');
  const { domains } = form.values;
  return (
    <>
      <FormCard title={t('companies.about')} hint={t('companies.aboutHint')}>
        <TextField {...form.field('name')} label={t('companies.name')} maxLength={200} autoComplete="off" dir="auto" autoFocus={isNew} />
        <FieldGrid>
          <TextField
            {...form.field('identifier')}
            label={t('companies.identifier')}
            optional
            hint={t('companies.identifierHint')}
            maxLength={60}
            autoComplete="off"
          />
          <TextField
            {...form.field('phone')}
            label={t('field.phone')}
            optional
            hint={t('companies.phoneHint')}
            type="tel"
            maxLength={50}
            autoComplete="off"
            dir="ltr"
          />
        </FieldGrid>
        <TextField
          {...form.field('website')}
          label={t('companies.website')}
          optional
          type="url"
          maxLength={300}
          autoComplete="off"
          dir="ltr"
        />
      </FormCard>
      <FormCard title={t('companies.domains')} hint={t('companies.domainsHint')}>
        <MultiSelect
          name="domains"
          label={t('companies.domainsLabel')}
          optional
          hint={t('companies.domainsType')}
          disabled={locked ?? false}
          options={[]}
          error={form.errors['domains']}
          value={domains.map((domain) => ({ value: domain, label: domain }))}
          onChange={(chosen) => form.set('domains', [...new Set(chosen.map((option) => option.value))])}
          create={(text) => {
            const domain = domainOf(text);
            return domain ? { value: domain, label: domain } : null;
          }}
        />
      </FormCard>
      <FormCard title={t('companies.place')} hint={t('companies.placeHint')}>
        <FieldGrid>
          <ZoneField
            value={form.values.timeZone}
            onChange={(zone) => form.set('timeZone', zone)}
            error={form.errors['timeZone']}
            disabled={locked ?? false}
          />
          <LocaleField {...form.field('locale')} />
        </FieldGrid>
      </FormCard>
      <FormCard title={t('companies.notes')} hint={t('companies.notesHint')}>
        <TextArea {...form.field('notes')} label={t('companies.notes')} hideLabel maxLength={20_000} />
      </FormCard>
    </>
  );
}

export function useCompanyNames(): Record<keyof CompanyValues, string> {
  const { t } = useTranslation('admin');
  return {
    name: t('companies.name'),
    identifier: t('companies.identifier'),
    phone: t('field.phone'),
    website: t('companies.website'),
    domains: t('companies.domains'),
    timeZone: t('field.timeZone'),
    locale: t('field.locale'),
    notes: t('companies.notes'),
  };
}
