import { CONTACT_FLAGS, type ContactFlag, FLAG_NAMES, type FlagOrigin, type FlagValue } from '@portico/contracts/rights/flags.ts';
import { bulk, listCompanies, listContacts } from '@portico/contracts/rights/routes.ts';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { exportHref } from '../../ui/records/export-href.ts';
import { filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import type { RowId } from '../../ui/table-state.ts';
import { toast } from '../../ui/toast-store.ts';
import s from './Rights.module.css';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly company?: { readonly name: string };
  readonly value: FlagValue;
  readonly from: FlagOrigin;
  readonly group?: { readonly name: string };
  readonly own: FlagValue | null;
}
const MOST = 500;
const SWITCHES = FLAG_NAMES.filter((flag) => CONTACT_FLAGS[flag].type === 'switch');

/** One permission across many: who has it, who differs, and changing many at once. */
export function FlagList({ of }: { of: 'companies' | 'contacts' }): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['own', 'on']);
  const flag = (SWITCHES.find((one) => one === search.get('flag')) ?? 'allTickets') as ContactFlag;
  const [selected, setSelected] = useState<ReadonlySet<RowId>>(new Set());
  const query = {
    limit: 50,
    flag,
    ...(search.q ? { q: search.q } : {}),
    ...(search.get('own') ? { own: search.get('own') === 'true' } : {}),
    ...(search.get('on') ? { on: search.get('on') === 'true' } : {}),
  };
  const options = of === 'contacts' ? readTechList(listContacts, { query }) : readTechList(listCompanies, { query });
  const list = useInfiniteQuery({
    ...(options as ReturnType<typeof readTechList<typeof listContacts>>),
    placeholderData: keepPreviousData,
  });
  const rows = rowsOf(list.data?.pages) as unknown as readonly Row[];
  const columns = useColumns(of);
  const put = useBulk(of, flag, () => setSelected(new Set()));
  return (
    <>
      <ListToolbar list={search} label={t(`rights.search.${of}`)}>
        <Select
          label={t('rights.permission')}
          hideLabel
          className={filterClass ?? ''}
          value={flag}
          onChange={(value) => {
            setSelected(new Set());
            search.set('flag', value);
          }}
          options={SWITCHES.map((value) => ({ value, label: t(`rights.flag.${value}`) }))}
        />
        <Select
          label={t('rights.holds')}
          hideLabel
          className={filterClass ?? ''}
          value={search.get('on') ?? 'all'}
          onChange={(value) => search.set('on', value === 'all' ? undefined : value)}
          options={[
            { value: 'all', label: t('rights.onOrOff') },
            { value: 'true', label: t('rights.on') },
            { value: 'false', label: t('rights.off') },
          ]}
        />
        <Select
          label={t('rights.origin')}
          hideLabel
          className={filterClass ?? ''}
          value={search.get('own') ?? 'all'}
          onChange={(value) => search.set('own', value === 'all' ? undefined : value)}
          options={[
            { value: 'all', label: t('rights.anyOrigin') },
            { value: 'true', label: t('rights.overridden') },
            { value: 'false', label: t('rights.inherited') },
          ]}
        />
      </ListToolbar>
      <div className={s['bulk']} role="status">
        {selected.size > 0 ? (
          <>
            <span>{t('techs.chosen', { count: selected.size })}</span>
            {([true, false, null] as const).map((value) => (
              <Button
                key={String(value)}
                size="sm"
                disabled={selected.size > MOST}
                onClick={() => void put([...selected].map(Number), value)}
              >
                {t(value === null ? 'rights.setInherit' : value ? 'rights.setOn' : 'rights.setOff')}
              </Button>
            ))}
          </>
        ) : (
          <span className={s['now']}>{t('rights.chooseRows')}</span>
        )}
        {of === 'contacts' && selected.size === 0 && (
          <ButtonLink size="sm" icon="download" href={exportHref('/exports/contact-rights.csv', query)} title={t('rights.exportHint')}>
            {t('rights.export')}
          </ButtonLink>
        )}
      </div>
      {list.isError && rows.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={t(`rights.tab.${of}`)}
          columns={columns}
          rows={rows}
          rowName={(row) => row.name}
          loading={list.isPending}
          selected={selected}
          onSelect={setSelected}
          more={list.hasNextPage ? { load: () => void list.fetchNextPage(), busy: list.isFetchingNextPage } : undefined}
          empty={search.filtered ? <NothingFound list={search} /> : <EmptyState title={t(`rights.nobody.${of}`)} />}
        />
      )}
    </>
  );
}

function useBulk(of: 'companies' | 'contacts', flag: ContactFlag, done: () => void) {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  return async (ids: readonly number[], value: boolean | null) => {
    try {
      const body = { [of === 'contacts' ? 'contactIds' : 'companyIds']: ids, flags: { [flag]: value } };
      const { changed, refused } = await callTech(bulk, { body: body as never });
      toast({ icon: 'check-circle', text: t('rights.changed', { count: changed.length }) });
      if (refused.length > 0)
        toast({ icon: 'warning', sticky: true, text: t('rights.refused', { count: refused.length, why: refused[0]!.detail }) });
      done();
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    for (const key of ['rights.getCompany', 'rights.getContact', 'rights.listContacts', 'rights.listCompanies'])
      void client.invalidateQueries({ queryKey: [key] });
  };
}

function useColumns(of: 'companies' | 'contacts'): readonly Column<Row>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'name',
      head: t('contacts.name'),
      phone: 'title',
      cell: (row) => (
        <RowLink to={`/${of}/${row.id}/access`}>
          <Name>{row.name}</Name>
        </RowLink>
      ),
    },
    ...(of === 'contacts' ? [{ id: 'company', head: t('rights.company'), cell: (row: Row) => <bdi>{row.company?.name}</bdi> }] : []),
    {
      id: 'value',
      head: t('rights.holds'),
      width: 120,
      cell: (row) => <Pill tone={row.value === false ? 'idle' : 'good'}>{t(row.value === false ? 'rights.off' : 'rights.on')}</Pill>,
    },
    {
      id: 'from',
      head: t('rights.origin'),
      width: 260,
      cell: (row) => (row.group ? t('rights.fromGroup', { name: row.group.name }) : t(`rights.from.${row.from}`)),
    },
  ];
}
