import { get as getCompany } from '@portico/contracts/companies/routes.ts';
import { create } from '@portico/contracts/contacts/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { type Form, useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { toast } from '../../ui/toast-store.ts';
import { ContactFields, type ContactForm } from './ContactFields.tsx';
import { findCompanies } from './ContactList.tsx';
import { checkNewContact, EMPTY_CONTACT, type NewContactValues, newContact } from './contact-form.ts';

export function NewContactPage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useForm<NewContactValues>({
    initial: EMPTY_CONTACT,
    validate: (values) => checkNewContact(values, t),
    onSubmit: said('admin', async (values: NewContactValues) => {
      const contact = await callTech(create, { body: newContact(values) });
      void queries.invalidateQueries({ queryKey: ['contacts.list'] });
      void queries.invalidateQueries({ queryKey: ['companies.get'] });
      toast({ icon: 'check-circle', text: t('contacts.created', { name: contact.name }) });
      await navigate({ to: '/contacts/$id', params: { id: String(contact.id) } as never, ignoreBlocker: true });
    }),
  });
  useGivenCompany(form);
  return (
    <Page title={t('contacts.new')} intro={t('contacts.newIntro')} back={<BackLink to="/contacts">{t('nav.contacts')}</BackLink>}>
      <RecordForm form={form} isNew submitLabel={t('contacts.create')} onCancel={() => void navigate({ to: '/contacts' })}>
        <ContactFields
          form={form as unknown as ContactForm}
          before={
            <Combobox
              {...form.field('companyId')}
              label={t('contacts.company')}
              placeholder={t('contacts.chooseCompany')}
              hint={t('contacts.companyHint')}
              options={findCompanies}
            />
          }
        />
      </RecordForm>
    </Page>
  );
}

/** Coming from a company's page, that company is chosen already. */
function useGivenCompany({ reset }: Form<NewContactValues>): void {
  const given = Number((useSearch({ strict: false }) as { companyId?: string }).companyId);
  const company = useQuery({ ...readTech(getCompany, { params: { id: given } }), enabled: given > 0 }).data;
  const taken = useRef(0);
  useEffect(() => {
    if (!company || taken.current === company.id) return;
    taken.current = company.id;
    reset({ ...EMPTY_CONTACT, companyId: { value: String(company.id), label: company.name } });
  }, [company, reset]);
}
