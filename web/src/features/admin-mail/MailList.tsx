import { list, MAIL_STATES, type MailItem, retry } from '@portico/contracts/email/routes.ts';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { Banner, EmptyState, ErrorState } from '../../ui/States.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Mail.module.css';
import { MailState } from './MailState.tsx';
import { TestMail } from './TestMail.tsx';

export function MailList(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['state'], { field: 'createdAt', descending: true });
  const [testing, setTesting] = useState(false);
  const state = MAIL_STATES.find((one) => one === search.get('state'));
  const mails = useInfiniteQuery({
    ...readTechList(list, {
      query: { limit: 50, count: true, ...(state ? { state: [state] } : {}), ...(search.q ? { q: search.q } : {}) },
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  });
  const first = mails.data?.pages[0];
  const rows = rowsOf(mails.data?.pages);
  const columns = useColumns();
  const test = (
    <Button icon="mail" onClick={() => setTesting(true)}>
      {t('mail.test')}
    </Button>
  );
  return (
    <Page title={t('nav.mail')} intro={t('mail.intro')} actions={test}>
      {first?.transport === 'local-inbox' && (
        <Banner
          tone="info"
          title={t('mail.localTitle')}
          action={
            <ButtonLink size="sm" icon="external" href={sitePath('/inbox')}>
              {t('mail.openInbox')}
            </ButtonLink>
          }
        >
          {t('mail.localBody')}
        </Banner>
      )}
      <ListToolbar list={search} label={t('mail.search')}>
        <Select
          label={t('mail.state')}
          hideLabel
          className={filterClass ?? ''}
          value={state ?? 'any'}
          onChange={(value) => search.set('state', value === 'any' ? undefined : value)}
          options={[
            { value: 'any', label: t('mail.anyState') },
            ...MAIL_STATES.map((one) => ({ value: one as string, label: t(`mail.states.${one}`) })),
          ]}
        />
      </ListToolbar>
      {mails.isError && rows.length === 0 ? (
        <ErrorState error={mails.error} onRetry={() => void mails.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.mail')}
          columns={columns}
          rows={rows}
          loading={mails.isPending}
          total={first?.total}
          more={mails.hasNextPage ? { load: () => void mails.fetchNextPage(), busy: mails.isFetchingNextPage } : undefined}
          empty={
            search.filtered ? (
              <NothingFound list={search} />
            ) : (
              <EmptyState title={t('mail.empty')} actions={test}>
                {t('mail.emptyBody')}
              </EmptyState>
            )
          }
        />
      )}
      {testing && <TestMail onClose={() => setTesting(false)} />}
    </Page>
  );
}

/** Sends a failed mail again; used in the list and on its page. */
export function RetryMail({ mail }: { mail: Pick<MailItem, 'id' | 'toAddress'> }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await callTech(retry, { params: { id: mail.id } });
      toast({ icon: 'check-circle', text: t('mail.retried', { to: mail.toAddress }) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['mails.list'] });
      void queries.invalidateQueries({ queryKey: ['mails.get'] });
    }
  };
  return (
    <Button size="sm" icon="refresh" busy={busy} onClick={() => void run()}>
      {t('mail.retry')}
    </Button>
  );
}

function useColumns(): readonly Column<MailItem>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'subject',
      head: t('mail.subject'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/mail/$id" params={{ id: String(row.id) } as never}>
            <bdi>{row.subject}</bdi>
          </RowLink>
          {row.state === 'failed' && row.lastError && <div className={s['error']}>{row.lastError}</div>}
        </>
      ),
    },
    {
      id: 'to',
      head: t('mail.to'),
      width: 260,
      cell: (row) => (
        <span className={s['to']}>
          {row.toName && <bdi>{row.toName}</bdi>}
          <span dir="ltr">{row.toAddress}</span>
        </span>
      ),
    },
    { id: 'state', head: t('mail.state'), width: 130, cell: (row) => <MailState state={row.state} /> },
    { id: 'when', head: t('mail.when'), width: 140, cell: (row) => <TimeAgo at={row.sentAt ?? row.createdAt} /> },
    { id: 'act', head: t('mail.act'), width: 140, align: 'end', cell: (row) => (row.state === 'failed' ? <RetryMail mail={row} /> : null) },
  ];
}
