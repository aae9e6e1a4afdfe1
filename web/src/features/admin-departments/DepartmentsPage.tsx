import { listDepartments, updateDepartment } from '@portico/contracts/profiles/routes.ts';
import type { Department } from '@portico/contracts/profiles/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { mutedClass, Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { DepartmentDialog } from './DepartmentDialog.tsx';
import s from './Departments.module.css';

/** Departments of the staff: a short list, edited in place. Members are chosen on the page of each tech. */
export function DepartmentsPage(): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const found = useQuery(readTech(listDepartments, {}));
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const setActive = async (row: Department, active: boolean) => {
    try {
      await callTech(updateDepartment, { params: { id: row.id }, body: { active } }, { ifMatch: row.version });
      toast({ icon: 'check-circle', text: t(active ? 'departments.wasRestored' : 'departments.wasArchived', { name: row.name }) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    await queries.invalidateQueries({ queryKey: ['departments.list'] });
  };
  const add = (
    <Button kind="primary" icon="plus" onClick={() => setEditing('new')}>
      {t('departments.new')}
    </Button>
  );
  const columns: readonly Column<Department>[] = [
    {
      id: 'name',
      head: t('departments.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <Name>{row.name}</Name> {!row.active && <Pill icon="archive">{t('departments.archived')}</Pill>}
        </>
      ),
    },
    {
      id: 'lead',
      head: t('departments.lead'),
      width: 240,
      cell: (row) =>
        row.lead ? (
          <span className={s['lead']}>
            <Avatar size={24} person={{ id: row.lead.id, name: row.lead.name, pictureUrl: row.lead.picture }} />
            <Name>{row.lead.name}</Name>
          </span>
        ) : (
          <span className={mutedClass}>{t('departments.noLead')}</span>
        ),
    },
    { id: 'members', head: t('teams.members'), width: 140, cell: (row) => t('departments.members', { count: row.memberCount }) },
    {
      id: 'acts',
      head: '',
      width: 96,
      align: 'end',
      cell: (row) => (
        <span className={s['acts']}>
          <IconButton icon="edit" iconSize={16} label={t('departments.edit', { name: row.name })} onClick={() => setEditing(row)} />
          <Menu
            align="end"
            label={t('departments.more', { name: row.name })}
            trigger={<IconButton icon="more" iconSize={16} label={t('departments.more', { name: row.name })} />}
            items={[
              {
                icon: row.active ? 'archive' : 'undo',
                label: t(row.active ? 'departments.archive' : 'departments.restore'),
                onSelect: () => void setActive(row, !row.active),
              },
            ]}
          />
        </span>
      ),
    },
  ];
  return (
    <Page title={t('nav.departments')} intro={t('departments.intro')} actions={add}>
      {found.isError && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.departments')}
          columns={columns}
          rows={found.data?.items ?? []}
          loading={found.isPending}
          empty={
            <EmptyState title={t('departments.empty')} actions={add}>
              {t('departments.emptyBody')}
            </EmptyState>
          }
        />
      )}
      {editing && <DepartmentDialog department={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}
