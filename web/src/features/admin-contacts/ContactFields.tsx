import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { Checkbox } from '../../ui/Choices.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { LinksField } from '../../ui/records/LinksField.tsx';
import { LocaleField, ZoneField } from '../../ui/records/PlaceFields.tsx';
import { TagsField } from '../../ui/records/TagsField.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import type { ContactValues } from './contact-form.ts';

export type ContactForm = Pick<Form<ContactValues>, 'field' | 'values' | 'set' | 'errors'>;

export function ContactFields({ form, before }: { form: ContactForm; before?: ReactNode }): ReactNode {
  const { t } = useTranslation(['admin', 'people']);
  const line = { autoComplete: 'off' } as const;
  return (
    <>
      <FormCard title={t('contacts.profile')} hint={t('contacts.profileHint')}>
        {before}
        <FieldGrid>
          <TextField {...form.field('name')} {...line} label={t('contacts.name')} maxLength={200} dir="auto" />
          <TextField {...form.field('email')} {...line} label={t('field.email')} optional type="email" maxLength={254} dir="ltr" />
          <TextField {...form.field('givenName')} {...line} label={t('people:contact.given')} optional maxLength={100} dir="auto" />
          <TextField {...form.field('surname')} {...line} label={t('people:contact.surname')} optional maxLength={100} dir="auto" />
          <TextField
            {...form.field('mailNickname')}
            {...line}
            label={t('people:contact.nickname')}
            optional
            hint={t('people:contact.nicknameHint')}
            maxLength={100}
            dir="auto"
          />
          <TextField {...form.field('title')} {...line} label={t('field.title')} optional maxLength={200} dir="auto" />
          <TextField {...form.field('department')} {...line} label={t('field.department')} optional maxLength={200} dir="auto" />
          <TextField {...form.field('phone')} {...line} label={t('field.phone')} optional type="tel" maxLength={50} dir="ltr" />
          <TextField {...form.field('mobile')} {...line} label={t('field.mobile')} optional type="tel" maxLength={50} dir="ltr" />
          <TextField {...form.field('office')} {...line} label={t('field.office')} optional maxLength={200} dir="auto" />
        </FieldGrid>
        <TagsField place="contact" value={form.values.tags} onChange={(names) => form.set('tags', names)} error={form.errors['tags']} />
      </FormCard>
      <FormCard title={t('contacts.may')} hint={t('contacts.mayHint')}>
        {(['isManager', 'isVip', 'isApprover'] as const).map((flag) => (
          <Checkbox
            key={flag}
            name={flag}
            checked={form.values[flag]}
            onChange={(checked) => form.set(flag, checked)}
            label={t(`contacts.flag.${flag}.label`)}
            hint={t(`contacts.flag.${flag}.hint`)}
          />
        ))}
      </FormCard>
      <FormCard title={t('contacts.place')} hint={t('contacts.placeHint')}>
        <FieldGrid>
          <ZoneField value={form.values.timeZone} onChange={(zone) => form.set('timeZone', zone)} error={form.errors['timeZone']} />
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

export function useContactNames(): Record<keyof ContactValues, string> {
  const { t } = useTranslation(['admin', 'people']);
  return {
    name: t('contacts.name'),
    givenName: t('people:contact.given'),
    surname: t('people:contact.surname'),
    mailNickname: t('people:contact.nickname'),
    email: t('field.email'),
    title: t('field.title'),
    department: t('field.department'),
    phone: t('field.phone'),
    mobile: t('field.mobile'),
    office: t('field.office'),
    timeZone: t('field.timeZone'),
    locale: t('field.locale'),
    notes: t('companies.notes'),
    tags: t('people:tags.label'),
    links: t('people:links.title'),
    isManager: t('contacts.manager'),
    isVip: t('contacts.vip'),
    isApprover: t('contacts.approver'),
  };
}
