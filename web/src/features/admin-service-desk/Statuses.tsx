import { statuses } from '@portico/contracts/service-desk/routes.ts';
import { STATUS_KINDS, type Status, type StatusKind } from '@portico/contracts/service-desk/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RadioCards } from '../../ui/Choices.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { useDeskRows } from './desk-rows.ts';
import s from './RowDialog.module.css';
import { RowDialog } from './RowDialog.tsx';
import { RowsPage } from './RowsPage.tsx';

/** Resolved still waits for the contact's word, so only this one closes. */
const CLOSED: readonly StatusKind[] = ['closed'];

export function Statuses(): ReactNode {
  const { t } = useTranslation('admin');
  const rows = useDeskRows<Status>(statuses);
  const [editing, setEditing] = useState<Status | 'new' | null>(null);
  const row = editing === 'new' ? null : editing;
  // Tickets are open or closed by their status, so a status keeps its side.
  const kinds = STATUS_KINDS.filter((kind) => !row || CLOSED.includes(kind) === row.isClosed);
  return (
    <>
      <RowsPage kind="statuses" rows={rows} onEdit={(one) => setEditing(one ?? 'new')}>
        {(one) => (
          <>
            <span className={s['main']}>
              <StatusBadge kind={one.kind} name={one.name} />
            </span>
            <span className={s['aside']}>
              {t(`desk.kind.${one.kind}.name`)}, {t(one.isClosed ? 'desk.closes' : 'desk.staysOpen')}
            </span>
          </>
        )}
      </RowsPage>
      {editing && (
        <RowDialog<{ name: string; kind: StatusKind }>
          title={row ? t('desk.edit', { name: row.name }) : t('desk.statuses.new')}
          initial={{ name: row?.name ?? '', kind: row?.kind ?? 'progress' }}
          onClose={() => setEditing(null)}
          save={(values) => rows.save(row, values)}
        >
          {(form) => (
            <RadioCards
              {...form.field('kind')}
              label={t('desk.kindLabel')}
              hint={row ? t(row.isClosed ? 'desk.kindClosedHint' : 'desk.kindOpenHint') : t('desk.kindHint')}
              columns={2}
              options={kinds.map((kind) => ({
                value: kind,
                label: <StatusBadge kind={kind} name={t(`desk.kind.${kind}.name`)} plain />,
                hint: t(`desk.kind.${kind}.hint`),
              }))}
            />
          )}
        </RowDialog>
      )}
    </>
  );
}
