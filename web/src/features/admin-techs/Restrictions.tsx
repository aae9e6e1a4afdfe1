import { list as companyList } from '@portico/contracts/companies/routes.ts';
import { getServiceDesk } from '@portico/contracts/service-desk/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import type { Form } from '../../lib/form.ts';
import { RadioCards } from '../../ui/Choices.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { PickList } from '../../ui/records/PickList.tsx';
import type { Option } from '../../ui/use-options.ts';
import type { TechValues } from './tech-form.ts';

type Axis = 'queueIds' | 'companyIds';

/** Every company, page after page: a restriction is chosen among all of them. */
async function allCompanies(signal: AbortSignal): Promise<readonly Option[]> {
  const found: Option[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof callTech<typeof companyList>>> = await callTech(
      companyList,
      { query: { limit: 100, ...(cursor ? { cursor } : {}) } },
      { signal },
    );
    found.push(...page.items.map((company) => ({ value: String(company.id), label: company.name, note: company.identifier ?? undefined })));
    cursor = page.next;
  } while (cursor && found.length < 5000);
  return found;
}

export function Restrictions({ form }: { form: Pick<Form<TechValues>, 'values' | 'set' | 'errors'> }): ReactNode {
  const { t } = useTranslation('admin');
  const desk = useQuery(readTech(getServiceDesk, {}));
  const companies = useQuery({
    queryKey: ['companies.list', 'all-options'],
    queryFn: ({ signal }) => allCompanies(signal),
    staleTime: 60_000,
  });
  const queues = (desk.data?.queues ?? []).filter((queue) => queue.active).map((queue) => ({ value: String(queue.id), label: queue.name }));
  const chooser = (axis: Axis, options: readonly Option[]) => {
    const ids = form.values[axis];
    return (
      <>
        <RadioCards
          label={t(`techs.${axis}`)}
          name={`${axis}-mode`}
          columns={2}
          value={ids === null ? 'all' : 'some'}
          onChange={(mode) => form.set(axis, mode === 'all' ? null : [])}
          options={[
            { value: 'all', label: t(`techs.all.${axis}`) },
            { value: 'some', label: t(`techs.some.${axis}`) },
          ]}
        />
        {ids === null && form.errors[axis] ? (
          <PickList
            name={axis}
            label={t(`techs.some.${axis}`)}
            hideLabel
            error={form.errors[axis]}
            searchLabel={t('techs.filter')}
            options={options}
            value={[]}
            onChange={(next) => form.set(axis, next)}
          />
        ) : (
          ids !== null && (
            <PickList
              name={axis}
              label={t(`techs.some.${axis}`)}
              hideLabel
              error={form.errors[axis]}
              searchLabel={t('techs.filter')}
              options={options}
              value={ids}
              onChange={(next) => form.set(axis, next)}
            />
          )
        )}
      </>
    );
  };
  return (
    <FormCard title={t('techs.restrictions')} hint={t('techs.restrictionsHint')}>
      {chooser('queueIds', queues)}
      {chooser('companyIds', companies.data ?? [])}
    </FormCard>
  );
}
