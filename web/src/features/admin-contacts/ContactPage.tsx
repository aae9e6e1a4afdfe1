import { get, setPassword, update } from '@portico/contracts/contacts/routes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink, QuietLink } from '../../ui/records/links.tsx';
import { PasswordPanel } from '../../ui/records/PasswordPanel.tsx';
import { PictureField } from '../../ui/records/PictureField.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { ContactFields, useContactNames } from './ContactFields.tsx';
import s from './ContactPage.module.css';
import { ContactStanding } from './ContactStanding.tsx';
import { type ContactValues, checkContact, contactPatch, contactValues } from './contact-form.ts';
import { Roles } from './Roles.tsx';

export function ContactPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const contact = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/contacts">{t('nav.contacts')}</BackLink>;
  if (contact.data) return <Loaded contact={contact.data} back={back} />;
  return (
    <Page title={t('nav.contacts')} back={back}>
      {contact.isError ? (
        <ErrorState error={contact.error} onRetry={() => void contact.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

/** Puts a stored contact into the cache and lets lists read again. */
function keepContact(queries: QueryClient, stored: Contact): void {
  queries.setQueryData(keyOf(get, { params: { id: stored.id } }), stored);
  void queries.invalidateQueries({ queryKey: ['contacts.list'] });
  void queries.invalidateQueries({ queryKey: ['companies.get'] });
}

function Loaded({ contact, back }: { contact: Contact; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: contact.id } };
  const form = useRecordForm<Contact, ContactValues>({
    record: contact,
    valuesOf: contactValues,
    validate: (values) => checkContact(values, t),
    save: async (patch, version) => {
      const stored = await callTech(update, { ...input, body: contactPatch(patch) }, { ifMatch: version });
      keepContact(queries, stored);
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  const names = useContactNames();
  return (
    <Page
      title={contact.name}
      heading={
        <span className={s['heading']}>
          <Name>{contact.name}</Name>
          <span className={s['pills']}>
            <Roles contact={contact} /> {!contact.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
          </span>
        </span>
      }
      before={<Avatar size={48} person={{ id: contact.id, name: contact.name, pictureUrl: contact.picture }} />}
      intro={
        <>
          {contact.title ? `${contact.title}, ` : ''}
          <QuietLink to="/companies/$id" params={{ id: String(contact.company.id) } as never}>
            <bdi>{contact.company.name}</bdi>
          </QuietLink>
          {' · '}
          {t('contacts.tickets', { count: contact.openTicketCount })}
        </>
      }
      back={back}
      actions={<ContactStanding contact={contact} />}
    >
      <SignInNote contact={contact} />
      <RecordForm form={form} submitLabel={t('save')}>
        <ContactFields form={form} />
        <ConflictDialog
          form={form}
          names={names}
          show={(_field, value) => (typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value ?? ''))}
        />
      </RecordForm>
      <FormCard title={t('contacts.picture')} hint={t('contacts.pictureHint')}>
        <PictureField
          person={contact}
          onChanged={() => {
            void queries.invalidateQueries({ queryKey: keyOf(get, input) });
            void queries.invalidateQueries({ queryKey: ['contacts.list'] });
          }}
        />
      </FormCard>
      <FormCard title={t('contacts.password')} hint={t('contacts.passwordHint')}>
        <PasswordPanel
          name={contact.name}
          hasPassword={contact.hasPassword}
          save={async (password) => keepContact(queries, await callTech(setPassword, { ...input, body: { password } }))}
        />
      </FormCard>
    </Page>
  );
}

/** Why somebody cannot sign in, before anybody has to ask. */
function SignInNote({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('admin');
  if (contact.canSignIn) return null;
  const why = !contact.active ? 'disabled' : contact.email === null ? 'noEmail' : 'company';
  return <Banner tone="warn">{t(`contacts.cannotSignIn.${why}`, { name: contact.name, company: contact.company.name })}</Banner>;
}
