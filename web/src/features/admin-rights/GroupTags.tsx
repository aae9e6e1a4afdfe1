import { createTag, deleteTag, listTags } from '@portico/contracts/rights/routes.ts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Rights.module.css';

/** The tags contacts can carry; what a carrier may do is decided at the contact. */
export function GroupTags(): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const [name, setName] = useState('');
  const tags = useInfiniteQuery(readTechList(listTags, { query: { limit: 50 } }));
  const rows = rowsOf(tags.data?.pages);
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setName('');
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    void client.invalidateQueries({ queryKey: ['groupTags.list'] });
  };
  if (tags.isError) return <ErrorState error={tags.error} onRetry={() => void tags.refetch()} />;
  return (
    <FormCard wide title={t('rights.tags.title')} hint={t('rights.tags.hint')}>
      <div className={s['stack']}>
        <form
          className={s['ask']}
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => callTech(createTag, { body: { name: name.trim() } }));
          }}
        >
          <TextField label={t('rights.tags.name')} maxLength={60} value={name} onChange={setName} autoComplete="off" dir="auto" />
          <Button type="submit" icon="plus" disabled={name.trim() === ''}>
            {t('rights.tags.create')}
          </Button>
        </form>
        <DataTable
          caption={t('rights.tags.title')}
          rows={rows}
          loading={tags.isPending}
          more={tags.hasNextPage ? { load: () => void tags.fetchNextPage(), busy: tags.isFetchingNextPage } : undefined}
          empty={<EmptyState title={t('rights.tags.empty')} />}
          columns={[
            { id: 'name', head: t('rights.tags.name'), phone: 'title', cell: (row) => <Name>{row.name}</Name> },
            { id: 'contacts', head: t('rights.tags.carriers'), width: 140, align: 'end', cell: (row) => row.contactCount },
            {
              id: 'delete',
              head: t('rights.tags.delete'),
              width: 100,
              align: 'end',
              cell: (row) => (
                <IconButton
                  icon="trash"
                  label={t('rights.tags.deleteOne', { name: row.name })}
                  onClick={async () => {
                    const yes = await confirm({
                      title: t('rights.tags.deleteTitle', { name: row.name }),
                      body: t('rights.tags.deleteBody', { count: row.contactCount }),
                      act: t('rights.tags.delete'),
                      keep: t('cancel'),
                      danger: true,
                    });
                    if (yes) await attempt(() => callTech(deleteTag, { params: { id: row.id } }));
                  }}
                />
              ),
            },
          ]}
        />
      </div>
    </FormCard>
  );
}
