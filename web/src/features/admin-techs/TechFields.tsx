import { listDepartments } from '@portico/contracts/profiles/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import type { Form } from '../../lib/form.ts';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { LocaleField, ZoneField } from '../../ui/records/PlaceFields.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Restrictions } from './Restrictions.tsx';
import { RoleCard } from './RoleCard.tsx';
import type { TechValues } from './tech-form.ts';

export function TechFields({ form, locked }: { form: Form<TechValues>; locked?: boolean }): ReactNode {
  const { t } = useTranslation('admin');
  const line = { autoComplete: 'off' } as const;
  return (
    <>
      <FormCard title={t('contacts.profile')} hint={t('techs.profileHint')}>
        <FieldGrid>
          <TextField {...form.field('name')} {...line} label={t('contacts.name')} maxLength={200} dir="auto" />
          <TextField {...form.field('email')} {...line} label={t('field.email')} type="email" maxLength={254} dir="ltr" />
          <TextField {...form.field('title')} {...line} label={t('field.title')} optional maxLength={200} dir="auto" />
          <DepartmentField form={form} />
          <TextField {...form.field('phone')} {...line} label={t('field.phone')} optional type="tel" maxLength={50} dir="ltr" />
          <TextField {...form.field('mobile')} {...line} label={t('field.mobile')} optional type="tel" maxLength={50} dir="ltr" />
          <TextField {...form.field('office')} {...line} label={t('field.office')} optional maxLength={200} dir="auto" />
          <ZoneField
            value={form.values.timeZone}
            onChange={(zone) => form.set('timeZone', zone)}
            error={form.errors['timeZone']}
            disabled={locked ?? false}
          />
          <LocaleField {...form.field('locale')} />
        </FieldGrid>
      </FormCard>
      <RoleCard form={form} />
      <Restrictions form={form} />
    </>
  );
}

function DepartmentField({ form }: { form: Form<TechValues> }): ReactNode {
  const { t } = useTranslation('admin');
  const { data } = useQuery(readTech(listDepartments, {}));
  const { departmentId } = form.values;
  const offered = (data?.items ?? []).filter((one) => one.active || one.id === departmentId);
  return (
    <Select
      name="departmentId"
      label={t('field.department')}
      optional
      placeholder={t('departments.none')}
      value={departmentId === null ? '' : String(departmentId)}
      onChange={(id) => form.set('departmentId', id === '' ? null : Number(id))}
      error={form.errors['departmentId']}
      options={offered.map((one) => ({ value: String(one.id), label: one.name }))}
    />
  );
}

export function useTechNames(): Record<keyof TechValues, string> {
  const { t } = useTranslation('admin');
  return {
    name: t('contacts.name'),
    email: t('field.email'),
    role: t('techs.role'),
    title: t('field.title'),
    departmentId: t('field.department'),
    phone: t('field.phone'),
    mobile: t('field.mobile'),
    office: t('field.office'),
    timeZone: t('field.timeZone'),
    locale: t('field.locale'),
    queueIds: t('techs.queueIds'),
    companyIds: t('techs.companyIds'),
  };
}
