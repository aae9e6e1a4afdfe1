import { listSignInAttempts } from '@portico/contracts/access/routes.ts';
import { ATTEMPT_METHODS, ATTEMPT_RESULTS, type SignInAttempt } from '@portico/contracts/access/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { queryOf as addressOf } from '../../lib/api.ts';
import { sitePath } from '../../lib/boot.ts';
import { nowMs } from '../../lib/clock.ts';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RowLink } from '../../ui/records/links.tsx';
import { type ListSearch, useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './SignInLog.module.css';

/** Codes are `noun.what`, and so are the keys of their words. */
function reasonIn(t: TFunction<'admin'>, code: string): string {
  const [noun = '', what = ''] = code.split('.');
  return t(`signInLog.reasons.${noun}.${what}` as 'signInLog.reasons.code.wrong', { defaultValue: code });
}

const KINDS = ['contact', 'tech', 'unknown'] as const;
const PERIODS = ['day', 'week', 'month', 'quarter'] as const;
const HOUR = 3_600_000;
const HOURS: Readonly<Record<(typeof PERIODS)[number], number>> = { day: 24, week: 7 * 24, month: 30 * 24, quarter: 90 * 24 };
const FILTERS = ['result', 'method', 'kind', 'period', 'companyId', 'accountId'] as const;

/** Every attempt to sign in. Company and person come with the address, from their own pages. */
export function SignInLog(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(FILTERS, { field: 'at', descending: true });
  const query = queryOf(search);
  const attempts = useInfiniteQuery({
    ...readTechList(listSignInAttempts, { query: { limit: 50, ...query } }),
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  });
  const rows = rowsOf(attempts.data?.pages);
  const columns = useColumns();
  return (
    <Page
      title={t('nav.signInLog')}
      intro={t('signInLog.intro')}
      actions={
        <ButtonLink icon="download" href={sitePath('/exports/sign-in-log.csv') + addressOf(query)} download="">
          {t('signInLog.download')}
        </ButtonLink>
      }
    >
      <ListToolbar list={search} label={t('signInLog.search')}>
        <Filter search={search} name="result" words={ATTEMPT_RESULTS} say={(word) => t(`signInLog.results.${word}`)} />
        <Filter search={search} name="method" words={ATTEMPT_METHODS} say={(word) => t(`signInLog.methods.${word}`)} />
        <Filter search={search} name="kind" words={KINDS} say={(word) => t(`signInLog.kinds.${word}`)} />
        <Filter search={search} name="period" words={PERIODS} say={(word) => t(`signInLog.periods.${word}`)} />
      </ListToolbar>
      <OnlyOne search={search} rows={rows} />
      {attempts.isError && rows.length === 0 ? (
        <ErrorState error={attempts.error} onRetry={() => void attempts.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.signInLog')}
          columns={columns}
          rows={rows}
          loading={attempts.isPending}
          more={attempts.hasNextPage ? { load: () => void attempts.fetchNextPage(), busy: attempts.isFetchingNextPage } : undefined}
          empty={
            search.filtered ? (
              <NothingFound list={search} />
            ) : (
              <EmptyState title={t('signInLog.empty')}>{t('signInLog.emptyBody')}</EmptyState>
            )
          }
        />
      )}
    </Page>
  );
}

interface FilterProps<W extends string> {
  readonly search: ListSearch;
  readonly name: 'result' | 'method' | 'kind' | 'period';
  readonly words: readonly W[];
  readonly say: (word: W) => string;
}
function Filter<W extends string>({ search, name, words, say }: FilterProps<W>): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Select
      label={t(`signInLog.${name}`)}
      hideLabel
      className={filterClass ?? ''}
      value={known(words, search.get(name)) ?? 'any'}
      onChange={(value: string) => search.set(name, value === 'any' ? undefined : value)}
      options={[{ value: 'any', label: t(`signInLog.any.${name}`) }, ...words.map((word) => ({ value: word as string, label: say(word) }))]}
    />
  );
}

const known = <T extends string>(words: readonly T[], value: string | undefined): T | undefined => words.find((word) => word === value);
const number = (value: string | undefined): number | undefined => (value && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined);

/** What the address asks for; words nobody knows are passed over, as in every list. */
function queryOf(search: ListSearch) {
  const method = known(ATTEMPT_METHODS, search.get('method'));
  const result = known(ATTEMPT_RESULTS, search.get('result'));
  const kind = known(KINDS, search.get('kind'));
  const accountId = number(search.get('accountId'));
  const companyId = number(search.get('companyId'));
  const period = known(PERIODS, search.get('period'));
  return {
    ...(search.q ? { q: search.q } : {}),
    ...(result ? { result } : {}),
    ...(method ? { method: [method] } : {}),
    ...(kind ? { kind } : {}),
    ...(accountId ? { accountId } : {}),
    ...(companyId ? { companyId } : {}),
    // To the hour: the same question for a while, so that what was read stays on the page.
    ...(period ? { from: new Date(Math.floor(nowMs() / HOUR - HOURS[period]) * HOUR).toISOString() } : {}),
  };
}

/** The address names one person or company, from their own page: says so, and leads back to everybody. */
function OnlyOne({ search, rows }: { search: ListSearch; rows: readonly SignInAttempt[] }): ReactNode {
  const { t } = useTranslation('admin');
  const accountId = number(search.get('accountId'));
  const companyId = number(search.get('companyId'));
  if (!accountId && !companyId) return null;
  const people = rows.flatMap((row) => row.people);
  const name = accountId
    ? people.find((one) => one.id === accountId)?.name
    : people.find((one) => one.company?.id === companyId)?.company?.name;
  return (
    <p className={s['only']}>
      <span>{name ? t('signInLog.only', { name }) : t(accountId ? 'signInLog.onlyPerson' : 'signInLog.onlyCompany')}</span>
      <Button kind="subtle" size="sm" icon="close" onClick={() => search.setMany({ accountId: undefined, companyId: undefined })}>
        {t('signInLog.everybody')}
      </Button>
    </p>
  );
}

function useColumns(): readonly Column<SignInAttempt>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'who',
      head: t('signInLog.who'),
      phone: 'title',
      cell: (row) => (
        <span className={s['who']}>
          <span dir="ltr">{row.email || t('signInLog.noAddress')}</span>
          <People people={row.people} />
        </span>
      ),
    },
    {
      id: 'result',
      head: t('signInLog.result'),
      cell: (row) =>
        row.result === 'ok' ? (
          <Pill tone="good" icon="check-circle">
            {t('signInLog.results.ok')}
          </Pill>
        ) : (
          <span className={s['refused']}>
            <Pill tone="bad" icon="stop">
              {t('signInLog.results.refused')}
            </Pill>
            <span>{reasonIn(t, row.reason ?? '')}</span>
          </span>
        ),
    },
    {
      id: 'method',
      head: t('signInLog.method'),
      width: 180,
      cell: (row) => (
        <span className={s['from']}>
          <span>{t(`signInLog.methods.${row.method}`)}</span>
          {row.by && <span>{t('signInLog.by', { name: row.by.name })}</span>}
          {row.note && <span>{row.note}</span>}
        </span>
      ),
    },
    {
      id: 'from',
      head: t('signInLog.from'),
      width: 200,
      cell: (row) => (
        <span className={s['from']}>
          <span>{row.device}</span>
          {row.ip && <span dir="ltr">{row.ip}</span>}
        </span>
      ),
    },
    { id: 'when', head: t('signInLog.when'), width: 130, cell: (row) => <TimeAgo at={row.at} /> },
  ];
}

function People({ people }: { people: SignInAttempt['people'] }): ReactNode {
  const { t } = useTranslation('admin');
  if (people.length === 0) return <span className={s['nobody']}>{t('signInLog.nobody')}</span>;
  return people.map((person) => (
    <span key={person.id} className={s['person']}>
      <RowLink to={person.kind === 'tech' ? '/techs/$id' : '/contacts/$id'} params={{ id: String(person.id) } as never}>
        <bdi>{person.name}</bdi>
      </RowLink>
      {person.company && <bdi>{person.company.name}</bdi>}
    </span>
  ));
}
