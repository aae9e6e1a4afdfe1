import { list as companyList } from '@portico/contracts/companies/routes.ts';
import { getStaff, setStaff } from '@portico/contracts/rights/routes.ts';
import { getServiceDesk } from '@portico/contracts/service-desk/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech, type TechReply } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioCards } from '../../ui/Choices.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { PickList } from '../../ui/records/PickList.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import s from './Rights.module.css';

type Restrictions = TechReply<typeof getStaff>;
const KINDS = ['queueIds', 'companyIds', 'categoryIds'] as const;
const MOST_COMPANIES = 5000;

/** What holds for every tech who has no list of his own. A list is never empty, so that nobody is shut out by mistake. */
export function StaffRestrictions(): ReactNode {
  const { t } = useTranslation('admin');
  const stored = useQuery(readTech(getStaff, {}));
  if (stored.isError) return <ErrorState error={stored.error} onRetry={() => void stored.refetch()} />;
  return stored.data ? <Editor key={JSON.stringify(stored.data)} stored={stored.data} /> : <SkeletonText lines={8} label={t('loading')} />;
}

async function allCompanies(signal: AbortSignal): Promise<readonly Option[]> {
  const found: Option[] = [];
  let cursor: string | null = null;
  do {
    const page: TechReply<typeof companyList> = await callTech(
      companyList,
      { query: { limit: 100, ...(cursor ? { cursor } : {}) } },
      { signal },
    );
    found.push(...page.items.map((company) => ({ value: String(company.id), label: company.name })));
    cursor = page.next;
  } while (cursor && found.length < MOST_COMPANIES);
  return found;
}

function Editor({ stored }: { stored: Restrictions }): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const isMaster = useIsMasterAdmin();
  const [values, setValues] = useState<Restrictions>(stored);
  const desk = useQuery(readTech(getServiceDesk, {}));
  const companies = useQuery({
    queryKey: ['companies.list', 'all-names'],
    queryFn: ({ signal }) => allCompanies(signal),
    staleTime: 60_000,
  });
  const named = (rows: readonly { readonly id: number; readonly name: string }[] | undefined): readonly Option[] =>
    (rows ?? []).map((row) => ({ value: String(row.id), label: row.name }));
  const options = { queueIds: named(desk.data?.queues), companyIds: companies.data ?? [], categoryIds: named(desk.data?.categories) };
  const empty = KINDS.some((kind) => values[kind]?.length === 0);
  const save = async () => {
    try {
      client.setQueryData(readTech(getStaff, {}).queryKey, await callTech(setStaff, { body: values }));
      toast({ icon: 'check-circle', text: t('rights.saved') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
  };
  return (
    <div className={s['stack']}>
      <Banner tone="info">{t(isMaster ? 'rights.staffHint' : 'locked.master')}</Banner>
      {KINDS.map((kind) => (
        <FormCard key={kind} title={t(`rights.kind.${kind}`)} hint={t(`rights.kindHint.${kind}`)}>
          <RadioCards
            label={t(`rights.kind.${kind}`)}
            hideLabel
            columns={2}
            value={values[kind] === null ? 'all' : 'some'}
            onChange={(mode) => setValues({ ...values, [kind]: mode === 'all' ? null : [] })}
            options={[
              { value: 'all', label: t('rights.everything') },
              { value: 'some', label: t('rights.onlyChosen') },
            ]}
          />
          {values[kind] !== null && (
            <PickList
              name={kind}
              label={t('rights.onlyChosen')}
              hideLabel
              searchLabel={t('techs.filter')}
              options={options[kind]}
              value={values[kind]}
              onChange={(ids) => setValues({ ...values, [kind]: [...ids] })}
            />
          )}
        </FormCard>
      ))}
      {empty && <Banner tone="warn">{t('rights.neverEmpty')}</Banner>}
      <div>
        <Button
          kind="primary"
          disabled={!isMaster || empty || JSON.stringify(values) === JSON.stringify(stored)}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
      </div>
    </div>
  );
}
