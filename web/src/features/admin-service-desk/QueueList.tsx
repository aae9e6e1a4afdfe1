import { queues } from '@portico/contracts/service-desk/routes.ts';
import type { Queue } from '@portico/contracts/service-desk/shapes.ts';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RowLink } from '../../ui/records/links.tsx';
import { Name } from '../../ui/Surface.tsx';
import { useDeskRows } from './desk-rows.ts';
import s from './RowDialog.module.css';
import { RowsPage } from './RowsPage.tsx';

export function QueueList(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const rows = useDeskRows<Queue>(queues);
  return (
    <RowsPage
      kind="queues"
      rows={rows}
      onEdit={(row) => void navigate(row ? { to: '/queues/$id', params: { id: String(row.id) } as never } : { to: '/queues/new' })}
    >
      {(row) => (
        <>
          <span className={s['main']}>
            <RowLink to="/queues/$id" params={{ id: String(row.id) } as never}>
              <Name>{row.name}</Name>
            </RowLink>
          </span>
          <span className={s['aside']}>
            {row.statusIds.length > 0 ? t('desk.queues.own', { count: row.statusIds.length }) : t('desk.queues.allStatuses')}
          </span>
        </>
      )}
    </RowsPage>
  );
}
