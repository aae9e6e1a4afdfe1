import { listApiKeys, revokeApiKey } from '@portico/contracts/access/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech, type TechReply } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Card, mutedClass, Pill, Tag } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './ApiKeys.module.css';
import { NewKeyDialog } from './NewKeyDialog.tsx';

type Key = TechReply<typeof listApiKeys>['items'][number];

export function ApiKeysPage(): ReactNode {
  const { t } = useTranslation('admin');
  const keys = useQuery(readTech(listApiKeys, {}));
  const [creating, setCreating] = useState(false);
  const columns = useColumns();
  const create = (
    <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
      {t('keys.new')}
    </Button>
  );
  return (
    <Page title={t('nav.apiKeys')} intro={t('keys.intro')} actions={create}>
      {keys.isError && !keys.data ? (
        <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.apiKeys')}
          columns={columns}
          rows={keys.data?.items ?? []}
          loading={keys.isPending}
          empty={
            <Card>
              <EmptyState title={t('keys.empty')} actions={create}>
                {t('keys.emptyBody')}
              </EmptyState>
            </Card>
          }
        />
      )}
      {creating && <NewKeyDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

function useColumns(): readonly Column<Key>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'name',
      head: t('field.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <bdi className={s['name']}>{row.name}</bdi> <code className={s['prefix']}>{row.prefix}…</code>{' '}
          {row.revokedAt && <Pill icon="stop">{t('keys.revoked')}</Pill>} {row.mayActAs && <Pill tone="alt">{t('keys.actAs')}</Pill>}
        </>
      ),
    },
    {
      id: 'scopes',
      head: t('keys.scopes'),
      cell: (row) => (
        <span className={s['scopes']}>
          {row.scopes.map((scope) => (
            <Tag key={scope}>{scope}</Tag>
          ))}
        </span>
      ),
    },
    {
      id: 'expires',
      head: t('keys.expires'),
      width: 140,
      cell: (row) => (row.expiresAt ? <TimeAgo at={row.expiresAt} form="stamp" /> : <span className={mutedClass}>{t('keys.never')}</span>),
    },
    {
      id: 'used',
      head: t('keys.lastUsed'),
      width: 140,
      cell: (row) => (row.lastUsedAt ? <TimeAgo at={row.lastUsedAt} /> : <span className={mutedClass}>{t('field.never')}</span>),
    },
    { id: 'act', head: t('mail.act'), width: 110, align: 'end', cell: (row) => (row.revokedAt ? null : <Revoke row={row} />) },
  ];
}

function Revoke({ row }: { row: Key }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const revoke = async () => {
    const sure = await confirm({
      title: t('keys.revokeTitle', { name: row.name }),
      body: t('keys.revokeBody'),
      act: t('keys.revoke'),
      keep: t('keys.keep'),
      danger: true,
      icon: 'stop',
    });
    if (!sure) return;
    try {
      await callTech(revokeApiKey, { params: { id: row.id } });
      toast({ icon: 'check-circle', text: t('keys.revokedOne', { name: row.name }) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    void queries.invalidateQueries({ queryKey: ['apiKeys.list'] });
  };
  return (
    <Button size="sm" icon="stop" onClick={() => void revoke()}>
      {t('keys.revoke')}
    </Button>
  );
}
