import { get as getCompany, list as listCompanies } from '@portico/contracts/companies/routes.ts';
import { create } from '@portico/contracts/scim/routes.ts';
import { SCIM_AUDIENCES, type ScimAudience } from '@portico/contracts/scim/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { type Form, useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { RadioCards } from '../../ui/Choices.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Page } from '../../ui/Page.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { Option } from '../../ui/use-options.ts';
import { DirectoryFields } from './DirectoryFields.tsx';
import { checkDirectory, type DirectoryValues, emptyDirectory, type NewDirectoryValues, newDirectory } from './directory-form.ts';
import { TokenDialog } from './TokenDialog.tsx';

const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(listCompanies, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((company) => ({ value: String(company.id), label: company.name }));
};

/** From a company's page it is for that company already. */
export function NewDirectoryPage(): ReactNode {
  const { t } = useTranslation('directories');
  const companyId = Number((useSearch({ strict: false }) as { companyId?: string }).companyId) || null;
  const company = useQuery({ ...readTech(getCompany, { params: { id: companyId ?? 0 } }), enabled: companyId !== null });
  const back = <BackLink to="/directories">{t('title')}</BackLink>;
  return (
    <Page title={t('new')} intro={t('newIntro')} back={back}>
      {companyId !== null && company.isPending ? (
        <SkeletonText lines={6} label={t('loading')} />
      ) : (
        <NewForm company={company.data ? { value: String(company.data.id), label: company.data.name } : null} />
      )}
    </Page>
  );
}

function NewForm({ company: chosen }: { company: Option | null }): ReactNode {
  const { t } = useTranslation('directories');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [made, setMade] = useState<{ readonly id: number; readonly address: string; readonly token: string } | null>(null);
  const open = (id: number) => void navigate({ to: '/directories/$id', params: { id: String(id) } as never, ignoreBlocker: true });
  const form = useForm<NewDirectoryValues>({
    initial: emptyDirectory(chosen),
    validate: (values): Record<string, string> => ({
      ...checkDirectory(values, t),
      ...(values.audience === 'company' && !values.company ? { company: t('companyNeeded') } : {}),
    }),
    onSubmit: said('admin', async (values: NewDirectoryValues) => {
      const { connection, token } = await callTech(create, { body: newDirectory(values) });
      void queries.invalidateQueries({ queryKey: ['scimConnections.list'] });
      setMade({ id: connection.id, address: connection.address, token });
    }),
  });
  const { audience, company } = form.values;
  const choose = (value: ScimAudience) => {
    form.set('audience', value);
    // What is careful for one is in the way for the other.
    form.set('mayAdopt', value === 'company');
  };
  return (
    <>
      <RecordForm form={form} isNew submitLabel={t('create')} onCancel={() => void navigate({ to: '/directories' })}>
        <FormCard title={t('whose')} hint={t('whoseHint')}>
          <TextField {...form.field('name')} label={t('name')} hint={t('nameHint')} maxLength={100} autoComplete="off" dir="auto" />
          <RadioCards<ScimAudience>
            {...form.field('audience')}
            onChange={choose}
            label={t('whose')}
            hideLabel
            options={SCIM_AUDIENCES.toReversed().map((value) => ({
              value,
              label: t(`audience.${value}`),
              hint: t(`audienceHint.${value}`),
            }))}
          />
          {audience === 'company' && (
            <Combobox
              name="company"
              label={t('company')}
              placeholder={t('chooseCompany')}
              options={findCompanies}
              value={company}
              error={form.errors['company']}
              onChange={(option) => form.set('company', option)}
            />
          )}
        </FormCard>
        <DirectoryFields form={form as unknown as Form<DirectoryValues>} audience={audience} />
      </RecordForm>
      {made && <TokenDialog token={made.token} address={made.address} onClose={() => open(made.id)} />}
    </>
  );
}
