import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { Checkbox } from '../../ui/Choices.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import type { ProviderValues } from './provider-form.ts';

type Props = { readonly form: Form<ProviderValues>; readonly provider: IdentityProvider };
const line = { autoComplete: 'off', spellCheck: false, dir: 'ltr' } as const;

export function ProviderFields({ form, provider, metadata }: Props & { metadata: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <FormCard title={t('providers.button')} hint={t('providers.buttonHint')}>
        <FieldGrid>
          <TextField {...form.field('name')} label={t('providers.name')} maxLength={100} autoComplete="off" dir="auto" />
          <TextField
            {...form.field('buttonText')}
            label={t('providers.buttonText')}
            optional
            maxLength={60}
            autoComplete="off"
            dir="auto"
          />
          <TextField {...form.field('position')} {...line} label={t('providers.position')} inputMode="numeric" maxLength={5} />
        </FieldGrid>
      </FormCard>
      {provider.kind === 'oidc' && <OidcFields form={form} provider={provider} />}
      {provider.kind === 'entra' && <EntraFields form={form} provider={provider} />}
      {provider.kind === 'saml' && <SamlFields form={form} metadata={metadata} />}
    </>
  );
}

function Client({ form, provider }: Props): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <FieldGrid>
      <TextField {...form.field('clientId')} {...line} label={t('providers.clientId')} maxLength={300} />
      <TextField
        {...form.field('clientSecret')}
        {...line}
        autoComplete="new-password"
        type="password"
        label={t('providers.clientSecret')}
        hint={provider.hasSecret ? t('providers.secretKept') : undefined}
        maxLength={2000}
      />
    </FieldGrid>
  );
}

function OidcFields({ form, provider }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const { trustsEmail } = form.values;
  return (
    <FormCard title={t('providers.kinds.oidc')} hint={t('providers.oidcHint')}>
      <TextField {...form.field('issuer')} {...line} type="url" label={t('providers.issuer')} maxLength={500} />
      <Client form={form} provider={provider} />
      <TextField {...form.field('scopes')} {...line} label={t('providers.scopesAsked')} maxLength={300} />
      {provider.scope === 'company' && (
        <Checkbox
          name="trustsEmail"
          checked={trustsEmail}
          onChange={(checked) => form.set('trustsEmail', checked)}
          label={t('providers.trustsEmail')}
          hint={t('providers.trustsEmailHint')}
        />
      )}
      {trustsEmail && <TextField {...form.field('emailClaim')} {...line} label={t('providers.emailClaim')} maxLength={100} />}
    </FormCard>
  );
}

function EntraFields({ form, provider }: Props): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <FormCard title={t('providers.kinds.entra')} hint={t('providers.entraHint')}>
      <Client form={form} provider={provider} />
      <TextArea
        {...form.field('tenants')}
        {...line}
        label={t('providers.tenants')}
        hint={t(provider.scope === 'contacts' ? 'providers.tenantsAny' : 'providers.tenantsNeeded')}
      />
      <Checkbox
        name="readsGraph"
        checked={form.values.readsGraph}
        onChange={(checked) => form.set('readsGraph', checked)}
        label={t('providers.readsGraph')}
        hint={t('providers.readsGraphHint')}
      />
      <TextField
        {...form.field('authority')}
        {...line}
        type="url"
        label={t('providers.authority')}
        hint={t('providers.authorityHint')}
        maxLength={300}
      />
    </FormCard>
  );
}

function SamlFields({ form, metadata }: Pick<Props, 'form'> & { metadata: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <FormCard title={t('providers.kinds.saml')} hint={t('providers.samlHint')}>
      {metadata}
      <TextField {...form.field('entityId')} {...line} label={t('providers.entityId')} maxLength={500} />
      <TextField {...form.field('ssoUrl')} {...line} type="url" label={t('providers.ssoUrl')} maxLength={1000} />
      <TextArea {...form.field('certificates')} {...line} label={t('providers.certificates')} hint={t('providers.certificatesHint')} />
      <TextField
        {...form.field('emailAttribute')}
        {...line}
        label={t('providers.emailAttribute')}
        hint={t('providers.emailAttributeHint')}
        optional
        maxLength={200}
      />
      <Checkbox
        name="allowsIdpInitiated"
        checked={form.values.allowsIdpInitiated}
        onChange={(checked) => form.set('allowsIdpInitiated', checked)}
        label={t('providers.idpInitiated')}
        hint={t('providers.idpInitiatedHint')}
      />
    </FormCard>
  );
}
