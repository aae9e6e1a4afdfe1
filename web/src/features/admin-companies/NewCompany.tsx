import { create } from '@portico/contracts/companies/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { toast } from '../../ui/toast-store.ts';
import { CompanyFields } from './CompanyFields.tsx';
import { type CompanyValues, checkCompany, EMPTY_COMPANY, newCompany } from './company-form.ts';

export function NewCompanyPage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const form = useForm({
    initial: EMPTY_COMPANY,
    validate: (values) => checkCompany(values, t),
    onSubmit: said('admin', async (values: CompanyValues) => {
      const company = await callTech(create, { body: newCompany(values) });
      void queries.invalidateQueries({ queryKey: ['companies.list'] });
      toast({ icon: 'check-circle', text: t('companies.created', { name: company.name }) });
      await navigate({ to: '/companies/$id', params: { id: String(company.id) } as never, ignoreBlocker: true });
    }),
  });
  return (
    <Page title={t('companies.new')} intro={t('companies.newIntro')} back={<BackLink to="/companies">{t('nav.companies')}</BackLink>}>
      <RecordForm
        form={form}
        isNew
        locked={locked}
        submitLabel={t('companies.create')}
        onCancel={() => void navigate({ to: '/companies' })}
      >
        <CompanyFields form={form} isNew locked={locked !== undefined} />
      </RecordForm>
    </Page>
  );
}
