import { get, remove, update } from '@portico/contracts/scim/routes.ts';
import type { ScimConnection } from '@portico/contracts/scim/shapes.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Standing } from '../../ui/records/Standing.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import { Activities } from './Activities.tsx';
import { Access, Summary } from './DirectoryCards.tsx';
import { DirectoryFields } from './DirectoryFields.tsx';
import { checkDirectory, type DirectoryValues, directoryPatch, directoryValues } from './directory-form.ts';

export function DirectoryPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('directories');
  const found = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/directories">{t('title')}</BackLink>;
  if (found.data) return <Loaded connection={found.data} back={back} />;
  return (
    <Page title={t('title')} back={back}>
      {found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

function keep(queries: QueryClient, stored: ScimConnection): ScimConnection {
  queries.setQueryData(keyOf(get, { params: { id: stored.id } }), stored);
  void queries.invalidateQueries({ queryKey: ['scimConnections.list'] });
  return stored;
}

function Loaded({ connection, back }: { connection: ScimConnection; back: ReactNode }): ReactNode {
  const { t } = useTranslation('directories');
  const queries = useQueryClient();
  const { id, name, enabled, version, audience, company } = connection;
  const input = { params: { id } };
  const form = useRecordForm<ScimConnection, DirectoryValues>({
    record: connection,
    valuesOf: directoryValues,
    validate: (values) => checkDirectory(values, t),
    save: async (patch, at) => {
      const stored = keep(queries, await callTech(update, { ...input, body: directoryPatch(patch) }, { ifMatch: at }));
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  return (
    <Page
      title={name}
      heading={
        <>
          <Name>{name}</Name> {!enabled && <Pill icon="stop">{t('off')}</Pill>}
        </>
      }
      intro={company ? t('ofCompany', { company: company.name }) : t('ofStaff')}
      back={back}
      actions={
        <>
          <Revoke connection={connection} />
          <Standing
            active={enabled}
            version={version}
            words={{
              disable: t('disable'),
              enable: t('enable'),
              keep: t('keep'),
              title: t('disableTitle', { name }),
              body: t('disableBody'),
              disabled: t('disabled', { name }),
              enabled: t('enabled', { name }),
            }}
            put={async (active, at) =>
              keep(queries, await callTech(update, { ...input, body: { enabled: active } }, { ifMatch: at })).version
            }
            onRefused={() => void queries.invalidateQueries({ queryKey: keyOf(get, input) })}
          />
        </>
      }
    >
      <Access connection={connection} />
      <Summary connection={connection} />
      <Activities id={id} />
      <RecordForm form={form} submitLabel={t('save')}>
        <FormCard title={t('about')} hint={t('aboutHint')}>
          <TextField {...form.field('name')} label={t('name')} maxLength={100} autoComplete="off" dir="auto" />
        </FormCard>
        <DirectoryFields form={form} audience={audience} />
        <ConflictDialog form={form} names={{ name: t('name'), mayAdopt: t('mayAdopt'), techRole: t('techRole') }} />
      </RecordForm>
    </Page>
  );
}

function Revoke({ connection: { id, name, version, userCount } }: { connection: ScimConnection }): ReactNode {
  const { t } = useTranslation('directories');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ask = async () => {
    const question = { title: t('revokeTitle', { name }), body: t('revokeBody', { count: userCount }), act: t('revoke'), keep: t('keep') };
    if (!(await confirm({ ...question, danger: true, icon: 'trash' }))) return;
    try {
      await callTech(remove, { params: { id } }, { ifMatch: version });
      await queries.invalidateQueries({ queryKey: ['scimConnections.list'] });
      await navigate({ to: '/directories', ignoreBlocker: true });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
  };
  return (
    <Button kind="subtle" icon="trash" onClick={() => void ask()}>
      {t('revoke')}
    </Button>
  );
}
