import { rows as rowsRoute } from '@portico/contracts/contact-imports/routes.ts';
import { type ContactImport, type ImportRow, VERDICTS } from '@portico/contracts/contact-imports/shapes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { QuietLink } from '../../ui/records/links.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';

const TONES = { create: 'info', update: 'info', created: 'good', updated: 'good', skip: undefined, refuse: 'warn' } as const;

/** Every row with what becomes, or became, of it. */
export function ImportRows({ one }: { one: ContactImport }): ReactNode {
  const { t } = useTranslation('people');
  const [verdict, setVerdict] = useState<ImportRow['verdict'] | ''>('');
  const query = useInfiniteQuery(
    readTechList(rowsRoute, { params: { id: one.id }, query: { limit: 50, count: true, ...(verdict ? { verdict } : {}) } }),
  );
  const rows = rowsOf(query.data?.pages);
  const columns: readonly Column<ImportRow>[] = [
    { id: 'line', head: t('import.line'), width: 80, align: 'end', cell: (row) => row.id },
    {
      id: 'name',
      head: t('import.fields.name'),
      phone: 'title',
      cell: (row) =>
        row.contactId ? (
          <QuietLink to="/contacts/$id" params={{ id: String(row.contactId) } as never}>
            <bdi>{row.name ?? t('import.contact')}</bdi>
          </QuietLink>
        ) : (
          <bdi>{row.name ?? ''}</bdi>
        ),
    },
    { id: 'email', head: t('import.fields.email'), cell: (row) => <bdi>{row.email ?? ''}</bdi> },
    {
      id: 'verdict',
      head: t('import.verdict'),
      cell: (row) => {
        const tone = TONES[row.verdict];
        return (
          <>
            <Pill {...(tone ? { tone } : {})}>{t(`import.verdicts.${row.verdict}`)}</Pill>{' '}
            {row.code && <Reason row={row} code={row.code} />}
          </>
        );
      },
    },
  ];
  if (query.isError && rows.length === 0) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Select
        label={t('import.show')}
        optional
        placeholder={t('import.all', { count: one.total })}
        value={verdict}
        onChange={(value) => setVerdict(value as ImportRow['verdict'])}
        options={VERDICTS.filter((name) => one.counts[name]).map((name) => ({
          value: name as string,
          label: `${t(`import.verdicts.${name}`)}: ${one.counts[name] ?? 0}`,
        }))}
      />
      <DataTable
        caption={t('import.rows')}
        columns={columns}
        rows={rows}
        loading={query.isPending}
        total={query.data?.pages[0]?.total}
        more={query.hasNextPage ? { load: () => void query.fetchNextPage(), busy: query.isFetchingNextPage } : undefined}
        empty={<EmptyState title={t('import.noRows')} />}
      />
    </>
  );
}

const REASONS = ['empty', 'unreadable', 'noEmail', 'emailInvalid', 'noName', 'tooLong', 'phoneInvalid', 'duplicate', 'exists'] as const;

function Reason({ row, code }: { row: ImportRow; code: string }): ReactNode {
  const { t } = useTranslation('people');
  const known = REASONS.find((name) => `row.${name}` === code);
  return <>{known ? t(`import.reasons.${known}`, { line: row.otherLine ?? 0 }) : code}</>;
}
