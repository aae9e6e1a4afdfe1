import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { MultiSelect } from '../../ui/Combobox.tsx';
import { CountryField } from '../../ui/records/CountryField.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { LinksField } from '../../ui/records/LinksField.tsx';
import { LocaleField, ZoneField } from '../../ui/records/PlaceFields.tsx';
import { TagsField } from '../../ui/records/TagsField.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { type CompanyValues, domainOf } from './company-form.ts';
import { LabelFields } from './LabelFields.tsx';

interface CompanyFieldsProps {
  readonly form: Form<CompanyValues>;
  readonly isNew?: boolean;
  readonly locked?: boolean;
  /** All of them for a new company. */
  readonly part?: 'profile' | 'sign-in';
}

export function CompanyFields({ part, ...rest }: CompanyFieldsProps): ReactNode {
  return (
    <>
      {part !== 'sign-in' && <ProfileFields {...rest} />}
      {part !== 'profile' && <SignInFields {...rest} />}
    </>
  );
}

/** Who belongs to the company by address or directory. */
function SignInFields({ form, locked }: CompanyFieldsProps): ReactNode {
  const { t } = useTranslation(['admin', 'people']);
  const { domains, tenantIds } = form.values;
  return (
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
      <MultiSelect
        name="tenantIds"
        label={t('people:company.tenants')}
        optional
        hint={t('people:company.tenantsHint')}
        disabled={locked ?? false}
        options={[]}
        error={form.errors['tenantIds']}
        value={tenantIds.map((id) => ({ value: id, label: id }))}
        onChange={(chosen) => form.set('tenantIds', [...new Set(chosen.map((option) => option.value))])}
        create={(text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? { value: text.toLowerCase(), label: text } : null)}
      />
    </FormCard>
  );
}

function ProfileFields({ form, isNew, locked }: CompanyFieldsProps): ReactNode {
  const { t } = useTranslation(['admin', 'people']);
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
        <LabelFields form={form} {...(isNew ? { isNew } : {})} />
        <FieldGrid>
          <TextField
            {...form.field('website')}
            label={t('companies.website')}
            optional
            type="url"
            maxLength={300}
            autoComplete="off"
            dir="ltr"
          />
          <CountryField
            value={form.values.country}
            onChange={(code) => form.set('country', code)}
            error={form.errors['country']}
            disabled={locked ?? false}
          />
        </FieldGrid>
        <TagsField
          place="company"
          value={form.values.tags}
          onChange={(names) => form.set('tags', names)}
          error={form.errors['tags']}
          disabled={locked ?? false}
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
      <FormCard title={t('people:links.title')} hint={t('people:links.hint')}>
        <LinksField value={form.values.links} onChange={(links) => form.set('links', links)} errors={form.errors} />
      </FormCard>
      <FormCard title={t('companies.notes')} hint={t('companies.notesHint')}>
        <TextArea {...form.field('notes')} label={t('companies.notes')} hideLabel maxLength={20_000} />
      </FormCard>
    </>
  );
}

export function useCompanyNames(): Record<keyof CompanyValues, string> {
  const { t } = useTranslation(['admin', 'people']);
  const words = useTranslation('entry').t;
  return {
    name: t('companies.name'),
    identifier: t('companies.identifier'),
    phone: t('field.phone'),
    website: t('companies.website'),
    country: t('people:country'),
    domains: t('companies.domains'),
    typeId: words('company.type'),
    statusId: words('company.status'),
    tenantIds: t('people:company.tenants'),
    tags: t('people:tags.label'),
    links: t('people:links.title'),
    timeZone: t('field.timeZone'),
    locale: t('field.locale'),
    notes: t('companies.notes'),
  };
}
