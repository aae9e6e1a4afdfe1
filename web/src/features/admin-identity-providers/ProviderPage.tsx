import { get, remove, update } from '@portico/contracts/identity-providers/routes.ts';
import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
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
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Standing } from '../../ui/records/Standing.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { ProviderFields } from './ProviderFields.tsx';
import { Addresses, MetadataImport, TryOut } from './ProviderTools.tsx';
import { atFields, checkProvider, type ProviderValues, providerPatch, providerValues } from './provider-form.ts';

export function ProviderPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const provider = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/identity-providers">{t('nav.identityProviders')}</BackLink>;
  if (provider.data) return <Loaded provider={provider.data} back={back} />;
  return (
    <Page title={t('nav.identityProviders')} back={back}>
      {provider.isError ? (
        <ErrorState error={provider.error} onRetry={() => void provider.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

function keep(queries: QueryClient, stored: IdentityProvider): IdentityProvider {
  queries.setQueryData(keyOf(get, { params: { id: stored.id } }), stored);
  void queries.invalidateQueries({ queryKey: ['identityProviders.list'] });
  return stored;
}

function Loaded({ provider, back }: { provider: IdentityProvider; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const { id, name, kind, enabled, version } = provider;
  const input = { params: { id } };
  const form = useRecordForm<IdentityProvider, ProviderValues>({
    record: provider,
    valuesOf: providerValues,
    validate: (values) => checkProvider(values, t),
    save: async (patch, at) => {
      const stored = keep(queries, await atFields(callTech(update, { ...input, body: providerPatch(patch) }, { ifMatch: at })));
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  const names = {
    name: t('providers.name'),
    buttonText: t('providers.buttonText'),
    issuer: t('providers.issuer'),
    clientId: t('providers.clientId'),
  };
  const scope = provider.company?.name ?? t(`providers.scopes.${provider.scope}`);
  return (
    <Page
      title={name}
      heading={
        <>
          <Name>{name}</Name> {!enabled && <Pill icon="stop">{t('providers.off')}</Pill>}
        </>
      }
      intro={`${t(`providers.kinds.${kind}`)} · ${scope}`}
      back={back}
      actions={
        <>
          <Remove provider={provider} />
          <Standing
            active={enabled}
            version={version}
            words={{
              disable: t('providers.disable'),
              enable: t('providers.enable'),
              keep: t('providers.keep'),
              title: t('providers.disableTitle', { name }),
              body: t('providers.disableBody'),
              disabled: t('providers.disabled', { name }),
              enabled: t('providers.enabled', { name }),
            }}
            put={async (active, at) =>
              keep(queries, await callTech(update, { ...input, body: { enabled: active } }, { ifMatch: at })).version
            }
            onRefused={() => void queries.invalidateQueries({ queryKey: keyOf(get, input) })}
          />
        </>
      }
    >
      <Addresses provider={provider} />
      <RecordForm form={form} submitLabel={t('save')}>
        <ProviderFields
          form={form}
          provider={provider}
          metadata={
            <MetadataImport
              onRead={({ entityId, ssoUrl, certificates }) => {
                form.set('entityId', entityId);
                form.set('ssoUrl', ssoUrl);
                form.set('certificates', certificates.join('\n'));
              }}
            />
          }
        />
        <ConflictDialog form={form} names={names} />
      </RecordForm>
      <TryOut id={id} disabled={form.dirty} />
    </Page>
  );
}

function Remove({ provider: { id, name, version } }: { provider: IdentityProvider }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ask = async () => {
    const question = {
      title: t('providers.removeTitle', { name }),
      body: t('providers.removeBody'),
      act: t('providers.remove'),
      keep: t('providers.keep'),
    };
    if (!(await confirm({ ...question, danger: true, icon: 'trash' }))) return;
    try {
      await callTech(remove, { params: { id } }, { ifMatch: version });
      await queries.invalidateQueries({ queryKey: ['identityProviders.list'] });
      await navigate({ to: '/identity-providers', ignoreBlocker: true });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
  };
  return (
    <Button kind="subtle" icon="trash" onClick={() => void ask()}>
      {t('providers.remove')}
    </Button>
  );
}
