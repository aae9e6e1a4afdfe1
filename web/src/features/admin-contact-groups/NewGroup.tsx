import { get as getCompany, list as listCompanies } from '@portico/contracts/companies/routes.ts';
import { create } from '@portico/contracts/contact-groups/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import { GroupFields } from './GroupFields.tsx';
import { checkGroup, EMPTY_GROUP, type GroupValues, newGroup } from './group-form.ts';

const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(listCompanies, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((company) => ({ value: String(company.id), label: company.name }));
};

/** A company page sends its own id along. */
export function NewGroupPage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const given = Number((useSearch({ strict: false }) as { companyId?: string }).companyId) || null;
  const named = useQuery({ ...readTech(getCompany, { params: { id: given ?? 0 } }), enabled: given !== null });
  const [chosen, setChosen] = useState<Option | null>(null);
  const company = chosen ?? (named.data ? { value: String(named.data.id), label: named.data.name } : null);
  const form = useForm<GroupValues>({
    initial: EMPTY_GROUP,
    validate: (values) => ({ ...checkGroup(values, t), ...(company ? {} : { companyId: t('groups.companyNeeded') }) }),
    onSubmit: said('admin', async (values: GroupValues) => {
      const group = await callTech(create, { body: newGroup(Number(company?.value), values) });
      void queries.invalidateQueries({ queryKey: ['contactGroups.list'] });
      toast({ icon: 'check-circle', text: t('groups.created', { name: group.name }) });
      await navigate({ to: '/contact-groups/$id', params: { id: String(group.id) } as never, ignoreBlocker: true });
    }),
  });
  return (
    <Page title={t('groups.new')} back={<BackLink to="/contact-groups">{t('nav.contactGroups')}</BackLink>}>
      <RecordForm form={form} isNew submitLabel={t('groups.create')} onCancel={() => void navigate({ to: '/contact-groups' })}>
        <GroupFields form={form}>
          <Combobox
            name="companyId"
            label={t('contacts.company')}
            placeholder={t('contacts.chooseCompany')}
            options={findCompanies}
            value={company}
            error={(form.errors as Record<string, string | undefined>)['companyId']}
            onChange={setChosen}
          />
        </GroupFields>
      </RecordForm>
    </Page>
  );
}
