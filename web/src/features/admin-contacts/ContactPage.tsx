import { get, setPassword, update } from '@portico/contracts/contacts/routes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { ImpersonateButton } from '../../ui/records/ImpersonateButton.tsx';
import { BackLink, QuietLink, RouterButton } from '../../ui/records/links.tsx';
import { confirmingLockout } from '../../ui/records/lockout.ts';
import { MailRecords } from '../../ui/records/MailRecords.tsx';
import { MergedNote } from '../../ui/records/MergedNote.tsx';
import { PasskeysPanel } from '../../ui/records/PasskeysPanel.tsx';
import { PasswordPanel } from '../../ui/records/PasswordPanel.tsx';
import { PictureField } from '../../ui/records/PictureField.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { SecondFactorPanel } from '../../ui/records/SecondFactorPanel.tsx';
import { SessionsPanel } from '../../ui/records/SessionsPanel.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { toast } from '../../ui/toast-store.ts';
import { ContactFields, useContactNames } from './ContactFields.tsx';
import { ContactGroups } from './ContactGroups.tsx';
import s from './ContactPage.module.css';
import { ContactStanding } from './ContactStanding.tsx';
import { ContactTickets } from './ContactTickets.tsx';
import { type ContactValues, checkContact, contactPatch, contactValues } from './contact-form.ts';
import { PortalStandingPill } from './PortalStandingPill.tsx';
import { Roles } from './Roles.tsx';
import { SameEmail } from './SameEmail.tsx';
import { ViewAsPanel } from './ViewAsPanel.tsx';

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
  const { t } = useTranslation(['admin', 'people']);
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? 'profile';
  return (
    <Page
      title={contact.name}
      heading={
        <span className={s['heading']}>
          <Name>{contact.name}</Name>
          <span className={s['pills']}>
            <Roles contact={contact} /> <PortalStandingPill contact={contact} />
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
      actions={
        <>
          <RouterButton icon="shield" to="/contacts/$id/access" params={{ id: String(contact.id) } as never}>
            {t('rights.open')}
          </RouterButton>
          <RouterButton icon="people" to="/contacts/$id/care" params={{ id: String(contact.id) } as never}>
            {t('people:care')}
          </RouterButton>
          {contact.canSignIn && <ImpersonateButton person={contact} />}
          <ContactStanding contact={contact} />
        </>
      }
    >
      <MergedNote kind="contact" record={contact} />
      <SignInNote contact={contact} />
      <Tabs
        id="contact"
        label={t('people:tabs.label', { name: contact.name })}
        value={tab}
        onChange={(value) => void navigate({ to: '.', replace: true, search: (value === 'profile' ? {} : { tab: value }) as never })}
        tabs={[
          { value: 'profile', label: t('people:tabs.profile') },
          { value: 'groups', label: t('companies.groups') },
          { value: 'sign-in', label: t('people:tabs.signIn') },
          { value: 'tickets', label: t('people:tabs.tickets'), count: contact.openTicketCount },
          { value: 'mails', label: t('people:tabs.mails') },
        ]}
      />
      <TabPanel id="contact" value={tab}>
        {tab === 'groups' ? (
          <ContactGroups contact={contact} />
        ) : tab === 'sign-in' ? (
          <ContactSignIn contact={contact} />
        ) : tab === 'tickets' ? (
          <ContactTickets contact={contact} />
        ) : tab === 'mails' ? (
          <MailRecords of={{ accountId: contact.id }} />
        ) : (
          <ContactProfile contact={contact} />
        )}
      </TabPanel>
    </Page>
  );
}

function ContactProfile({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: contact.id } };
  const form = useRecordForm<Contact, ContactValues>({
    record: contact,
    valuesOf: contactValues,
    validate: (values) => checkContact(values, t),
    save: async (patch, version) => {
      const stored = await confirmingLockout((confirmed) =>
        callTech(update, { ...input, body: { ...contactPatch(patch), ...confirmed } }, { ifMatch: version }),
      );
      keepContact(queries, stored);
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  const names = useContactNames();
  return (
    <div className={s['panel']}>
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
    </div>
  );
}

function ContactSignIn({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: contact.id } };
  return (
    <div className={s['panel']}>
      <SameEmail contact={contact} onChanged={() => void queries.invalidateQueries({ queryKey: ['contacts.get'] })} />
      <FormCard title={t('contacts.password')} hint={t('contacts.passwordHint')}>
        <PasswordPanel
          name={contact.name}
          hasPassword={contact.hasPassword}
          save={async (password) => keepContact(queries, await callTech(setPassword, { ...input, body: { password } }))}
        />
      </FormCard>
      {contact.canSignIn && <ViewAsPanel person={contact} />}
      <SessionsPanel person={contact} />
      <PasskeysPanel id={contact.id} name={contact.name} />
      <SecondFactorPanel id={contact.id} name={contact.name} />
    </div>
  );
}

/** Why somebody cannot sign in, before anybody has to ask. */
function SignInNote({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('admin');
  if (contact.canSignIn) return null;
  const why = !contact.active ? 'disabled' : contact.email === null ? 'noEmail' : 'company';
  return <Banner tone="warn">{t(`contacts.cannotSignIn.${why}`, { name: contact.name, company: contact.company.name })}</Banner>;
}
