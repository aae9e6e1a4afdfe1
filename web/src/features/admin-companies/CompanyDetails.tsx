import { get, update } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { confirmingLockout } from '../../ui/records/lockout.ts';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { toast } from '../../ui/toast-store.ts';
import { CompanyFields, useCompanyNames } from './CompanyFields.tsx';
import { type CompanyValues, checkCompany, companyPatch, companyValues } from './company-form.ts';

/** One form for both tabs: what is not shown is not changed. */
export function CompanyDetails({ company, part }: { company: Company; part: 'profile' | 'sign-in' }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const names = useCompanyNames();
  const input = { params: { id: company.id } };
  const form = useRecordForm<Company, CompanyValues>({
    record: company,
    valuesOf: companyValues,
    validate: (values) => checkCompany(values, t),
    save: async (patch, version) => {
      const stored = await confirmingLockout((confirmed) =>
        callTech(update, { ...input, body: { ...companyPatch(patch), ...confirmed } }, { ifMatch: version }),
      );
      queries.setQueryData(keyOf(get, input), stored);
      void queries.invalidateQueries({ queryKey: ['companies.list'] });
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  return (
    <RecordForm form={form} submitLabel={t('save')}>
      <CompanyFields form={form} part={part} />
      <ConflictDialog form={form} names={names} />
    </RecordForm>
  );
}
