import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { LocaleField, ZoneField } from '../../ui/records/PlaceFields.tsx';
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
          <TextField {...form.field('department')} {...line} label={t('field.department')} optional maxLength={200} dir="auto" />
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

export function useTechNames(): Record<keyof TechValues, string> {
  const { t } = useTranslation('admin');
  return {
    name: t('contacts.name'),
    email: t('field.email'),
    role: t('techs.role'),
    title: t('field.title'),
    department: t('field.department'),
    phone: t('field.phone'),
    mobile: t('field.mobile'),
    office: t('field.office'),
    timeZone: t('field.timeZone'),
    locale: t('field.locale'),
    queueIds: t('techs.queueIds'),
    companyIds: t('techs.companyIds'),
  };
}
