import { listCompanyLabels } from '@portico/contracts/portal-access/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import type { Form } from '../../lib/form.ts';
import { FieldGrid } from '../../ui/records/FormCard.tsx';
import { Select } from '../../ui/Select.tsx';
import type { CompanyValues } from './company-form.ts';

/** Type and status, which decide together with the page Portal access whether people of the company may come in. */
export function LabelFields({ form, isNew }: { form: Form<CompanyValues>; isNew?: boolean }): ReactNode {
  const { t } = useTranslation('entry');
  const labels = useQuery(readTech(listCompanyLabels, {})).data;
  const options = (rows: readonly { id: number; name: string }[] = []) => rows.map(({ id, name }) => ({ value: String(id), label: name }));
  const none = t(isNew ? 'company.first' : 'company.none');
  return (
    <FieldGrid>
      <Select {...form.field('typeId')} label={t('company.type')} optional placeholder={none} options={options(labels?.types)} />
      <Select {...form.field('statusId')} label={t('company.status')} optional placeholder={none} options={options(labels?.statuses)} />
    </FieldGrid>
  );
}
