import { list as listCompanies } from '@portico/contracts/companies/routes.ts';
import { create } from '@portico/contracts/identity-providers/routes.ts';
import { PROVIDER_KINDS, PROVIDER_SCOPES, type ProviderKind, type ProviderScope } from '@portico/contracts/identity-providers/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Page } from '../../ui/Page.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { Option } from '../../ui/use-options.ts';
import { checkProvider, EMPTY_PROVIDER, type NewProviderValues, newProvider } from './provider-form.ts';

const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(listCompanies, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((company) => ({ value: String(company.id), label: company.name }));
};

/** Only what never changes afterwards; the rest is filled in where the addresses to copy are. */
export function NewProviderPage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useForm<NewProviderValues>({
    initial: EMPTY_PROVIDER,
    validate: (values) => ({
      ...checkProvider(values, t),
      ...(values.scope === 'company' && !values.companyId ? { companyId: t('providers.companyNeeded') } : {}),
    }),
    onSubmit: said('admin', async (values: NewProviderValues) => {
      const made = await callTech(create, { body: newProvider(values) });
      void queries.invalidateQueries({ queryKey: ['identityProviders.list'] });
      await navigate({ to: '/identity-providers/$id', params: { id: String(made.id) } as never, ignoreBlocker: true });
    }),
  });
  const { kind, scope, companyId } = form.values;
  return (
    <Page title={t('providers.new')} back={<BackLink to="/identity-providers">{t('nav.identityProviders')}</BackLink>}>
      <RecordForm form={form} isNew submitLabel={t('providers.create')} onCancel={() => void navigate({ to: '/identity-providers' })}>
        <FormCard title={t('providers.what')} hint={t('providers.whatHint')}>
          <TextField {...form.field('name')} label={t('providers.name')} maxLength={100} autoComplete="off" dir="auto" />
          <Select<ProviderKind>
            {...form.field('kind')}
            label={t('providers.kind')}
            options={PROVIDER_KINDS.map((value) => ({ value, label: t(`providers.kinds.${value}`) }))}
            hint={t(`providers.kindHints.${kind}`)}
          />
        </FormCard>
        <FormCard title={t('providers.scope')} hint={t('providers.scopeHint')}>
          <Select<ProviderScope>
            {...form.field('scope')}
            label={t('providers.scope')}
            options={PROVIDER_SCOPES.map((value) => ({ value, label: t(`providers.scopes.${value}`) }))}
            hint={t(`providers.scopeHints.${scope}`)}
          />
          {scope === 'company' && (
            <Combobox
              name="companyId"
              label={t('providers.company')}
              placeholder={t('contacts.chooseCompany')}
              options={findCompanies}
              value={companyId}
              error={form.errors['companyId']}
              onChange={(option) => form.set('companyId', option)}
            />
          )}
        </FormCard>
      </RecordForm>
    </Page>
  );
}
