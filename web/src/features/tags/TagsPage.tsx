import { manage, merge, remove } from '@portico/contracts/tags/routes.ts';
import { TAG_TYPES, type Tag } from '@portico/contracts/tags/shapes.ts';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Page } from '../../ui/Page.tsx';
import { filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { MergeTagDialog, TagDialog } from './TagDialogs.tsx';

/** Every tag, what it is for and where it stands; for the admin console and the tech portal. */
export function TagsPage(): ReactNode {
  const { t } = useTranslation('people');
  const search = useListSearch(['type']);
  const queries = useQueryClient();
  const [editing, setEditing] = useState<Tag | 'new' | null>(null);
  const [merging, setMerging] = useState<Tag | null>(null);
  const type = TAG_TYPES.find((one) => one === search.get('type'));
  const tags = useInfiniteQuery({
    ...readTechList(manage, { query: { limit: 50, count: true, ...(search.q ? { q: search.q } : {}), ...(type ? { type } : {}) } }),
    placeholderData: keepPreviousData,
  });
  const rows = rowsOf(tags.data?.pages);
  const refresh = () => void queries.invalidateQueries({ queryKey: ['tags.manage'] });
  const act = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast({ icon: 'check-circle', text: done });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'people') });
    }
    refresh();
  };
  const askRemove = async (tag: Tag) => {
    const sure = await confirm({
      title: t('tags.deleteTitle', { name: tag.name }),
      body: t('tags.deleteBody', { tickets: tag.tickets, companies: tag.companies, contacts: tag.contacts }),
      act: t('tags.delete'),
      keep: t('tags.keep'),
      danger: true,
    });
    if (sure) await act(() => callTech(remove, { params: { id: tag.id } }), t('tags.deleted', { name: tag.name }));
  };
  const columns = useColumns({ onEdit: setEditing, onMerge: setMerging, onRemove: (tag) => void askRemove(tag) });
  const create = (
    <Button kind="primary" icon="plus" onClick={() => setEditing('new')}>
      {t('tags.new')}
    </Button>
  );
  return (
    <Page title={t('tags.title')} intro={t('tags.intro')} actions={create}>
      <ListToolbar list={search} label={t('tags.search')}>
        <Select
          label={t('tags.type')}
          hideLabel
          optional
          className={filterClass ?? ''}
          placeholder={t('tags.anyType')}
          value={type ?? ''}
          onChange={(value) => search.set('type', value || undefined)}
          options={TAG_TYPES.map((one) => ({ value: one as string, label: t(`tags.types.${one}`) }))}
        />
      </ListToolbar>
      {tags.isError && rows.length === 0 ? (
        <ErrorState error={tags.error} onRetry={() => void tags.refetch()} />
      ) : (
        <DataTable
          caption={t('tags.title')}
          columns={columns}
          rows={rows}
          loading={tags.isPending}
          total={tags.data?.pages[0]?.total}
          more={tags.hasNextPage ? { load: () => void tags.fetchNextPage(), busy: tags.isFetchingNextPage } : undefined}
          empty={
            search.filtered ? (
              <NothingFound list={search} />
            ) : (
              <EmptyState title={t('tags.empty')} actions={create}>
                {t('tags.emptyBody')}
              </EmptyState>
            )
          }
        />
      )}
      {editing && <TagDialog tag={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSaved={refresh} />}
      {merging && (
        <MergeTagDialog
          tag={merging}
          onClose={() => setMerging(null)}
          onMerge={(into) =>
            act(
              () => callTech(merge, { params: { id: merging.id }, body: { intoId: into.id } }),
              t('tags.merged', { name: merging.name, into: into.name }),
            )
          }
        />
      )}
    </Page>
  );
}

interface Acts {
  readonly onEdit: (tag: Tag) => void;
  readonly onMerge: (tag: Tag) => void;
  readonly onRemove: (tag: Tag) => void;
}

function useColumns({ onEdit, onMerge, onRemove }: Acts): readonly Column<Tag>[] {
  const { t } = useTranslation('people');
  return [
    { id: 'name', head: t('tags.name'), phone: 'title', cell: (row) => <Name>{row.name}</Name> },
    { id: 'type', head: t('tags.type'), width: 230, cell: (row) => t(`tags.types.${row.type}`) },
    { id: 'tickets', head: t('tags.tickets'), width: 100, align: 'end', cell: (row) => row.tickets },
    { id: 'companies', head: t('tags.companies'), width: 120, align: 'end', cell: (row) => row.companies },
    { id: 'contacts', head: t('tags.contacts'), width: 110, align: 'end', cell: (row) => row.contacts },
    {
      id: 'acts',
      head: t('tags.acts'),
      width: 90,
      align: 'end',
      cell: (row) => (
        <Menu
          align="end"
          label={t('tags.actsOf', { name: row.name })}
          trigger={<IconButton icon="more" label={t('tags.actsOf', { name: row.name })} />}
          items={[
            { label: t('tags.edit'), icon: 'edit', onSelect: () => onEdit(row) },
            { label: t('tags.merge'), icon: 'merge', onSelect: () => onMerge(row) },
            { label: t('tags.delete'), icon: 'trash', danger: true, onSelect: () => onRemove(row) },
          ]}
        />
      ),
    },
  ];
}
