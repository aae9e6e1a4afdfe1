import { categories, sources } from '@portico/contracts/service-desk/routes.ts';
import type { NamedRow } from '@portico/contracts/service-desk/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Name } from '../../ui/Surface.tsx';
import { type RowRoutes, useDeskRows } from './desk-rows.ts';
import s from './RowDialog.module.css';
import { RowDialog } from './RowDialog.tsx';
import { RowsPage } from './RowsPage.tsx';

export const Categories = (): ReactNode => <NamedRows kind="categories" routes={categories} />;
export const Sources = (): ReactNode => <NamedRows kind="sources" routes={sources} />;

function NamedRows({ kind, routes }: { kind: 'categories' | 'sources'; routes: RowRoutes }): ReactNode {
  const { t } = useTranslation('admin');
  const rows = useDeskRows<NamedRow>(routes);
  const [editing, setEditing] = useState<NamedRow | 'new' | null>(null);
  const row = editing === 'new' ? null : editing;
  return (
    <>
      <RowsPage kind={kind} rows={rows} onEdit={(one) => setEditing(one ?? 'new')}>
        {(one) => (
          <span className={s['main']}>
            <Name>{one.name}</Name>
          </span>
        )}
      </RowsPage>
      {editing && (
        <RowDialog
          title={row ? t('desk.edit', { name: row.name }) : t(`desk.${kind}.new`)}
          initial={{ name: row?.name ?? '' }}
          onClose={() => setEditing(null)}
          save={(values) => rows.save(row, values)}
        />
      )}
    </>
  );
}
