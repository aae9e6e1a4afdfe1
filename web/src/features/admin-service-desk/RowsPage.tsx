import type { NamedRow } from '@portico/contracts/service-desk/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { OrderList } from '../../ui/records/OrderList.tsx';
import { Banner, EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import type { DeskRows } from './desk-rows.ts';

export type RowKind = 'queues' | 'statuses' | 'priorities' | 'categories' | 'sources';

interface RowsPageProps<R extends NamedRow> {
  readonly kind: RowKind;
  readonly rows: DeskRows<R>;
  readonly children: (row: R) => ReactNode;
  /** Opens the editor: a dialog here, a page for queues. */
  readonly onEdit: (row: R | null) => void;
}

/** Rows in their order, archived ones below; every refusal stays readable until the next act. */
export function RowsPage<R extends NamedRow>({ kind, rows, children, onEdit }: RowsPageProps<R>): ReactNode {
  const { t } = useTranslation('admin');
  const isMaster = useIsMasterAdmin();
  const [openArchive, setOpenArchive] = useState(false);
  const archive = async (row: R) => {
    const sure = await confirm({
      title: t('desk.archiveTitle', { name: row.name }),
      body: t(`desk.${kind}.archiveBody`),
      act: t('desk.archive'),
      keep: t('desk.keep'),
      danger: true,
      icon: 'archive',
    });
    if (sure) await rows.setActive(row, false, t('desk.archived', { name: row.name }), t('undo'));
  };
  const add = (
    <Button kind="primary" icon="plus" onClick={() => onEdit(null)}>
      {t(`desk.${kind}.new`)}
    </Button>
  );
  const { query } = rows;
  return (
    <Page title={t(`nav.${kind}`)} intro={t(`desk.${kind}.intro`)} actions={isMaster && add}>
      {!isMaster && (
        <Banner icon="lock" tone="info">
          {t('locked.master')}
        </Banner>
      )}
      {rows.refused && (
        <Banner tone="bad" live title={t('desk.refused')}>
          {rows.refused}
        </Banner>
      )}
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Card>
          <SkeletonRows label={t('loading')} />
        </Card>
      ) : rows.active.length === 0 ? (
        <Card>
          <EmptyState title={t(`desk.${kind}.empty`)} actions={isMaster && add} />
        </Card>
      ) : (
        <OrderList
          label={t(`nav.${kind}`)}
          rows={rows.active}
          nameOf={(row) => row.name}
          {...(isMaster ? { onMove: (ids: readonly number[]) => void rows.move(ids) } : {})}
          actions={(row) =>
            isMaster && (
              <>
                <IconButton icon="edit" iconSize={16} label={t('desk.edit', { name: row.name })} onClick={() => onEdit(row)} />
                <Menu
                  align="end"
                  label={t('desk.more', { name: row.name })}
                  trigger={<IconButton icon="more" iconSize={16} label={t('desk.more', { name: row.name })} />}
                  items={[{ icon: 'archive', label: t('desk.archive'), onSelect: () => void archive(row) }]}
                />
              </>
            )
          }
        >
          {children}
        </OrderList>
      )}
      {rows.archived.length > 0 && (
        <Section
          title={t('desk.archivedOnes', { count: rows.archived.length })}
          action={
            <Button size="sm" aria-expanded={openArchive} onClick={() => setOpenArchive(!openArchive)}>
              {openArchive ? t('desk.hide') : t('desk.show')}
            </Button>
          }
        >
          {openArchive && (
            <OrderList
              label={t('desk.archivedOnes', { count: rows.archived.length })}
              rows={rows.archived}
              nameOf={(row) => row.name}
              actions={(row) =>
                isMaster && (
                  <Button size="sm" icon="undo" onClick={() => void rows.setActive(row, true, t('desk.restored', { name: row.name }))}>
                    {t('desk.restore')}
                  </Button>
                )
              }
            >
              {children}
            </OrderList>
          )}
        </Section>
      )}
    </Page>
  );
}
