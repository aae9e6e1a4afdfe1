import { GROUP_ROLES, type GroupRole } from '@portico/contracts/access/actor.ts';
import { addMember, changeMember, members, removeMember } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForTech, GroupMemberForTech } from '@portico/contracts/contact-groups/shapes.ts';
import { list as listContacts } from '@portico/contracts/contacts/routes.ts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { RowLink } from '../../ui/records/links.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import s from './Groups.module.css';

/** Who is in it and as what; each change is saved at once, and taking somebody out can be undone. */
export function GroupMembers({ group, locked }: { group: ContactGroupForTech; locked: boolean }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const found = useInfiniteQuery(readTechList(members, { params: { id: group.id }, query: { limit: 50, count: true } }));
  const rows = rowsOf(found.data?.pages);
  const act = async (work: () => Promise<unknown>, text: string, undo?: () => void) => {
    try {
      await work();
      toast({ icon: 'check-circle', text, ...(undo ? { action: { label: t('groups.undo'), run: undo } } : {}) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    for (const key of ['contactGroups.members', 'contactGroups.get', 'contactGroups.list'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const params = { id: group.id };
  const add = (id: number, name: string, role: GroupRole) =>
    act(() => callTech(addMember, { params, body: { contactId: id, role } }), t('groups.added', { name }));
  const change = (row: GroupMemberForTech, role: GroupRole) =>
    act(
      () => callTech(changeMember, { params: { ...params, contactId: row.id }, body: { role } }),
      t('groups.changed', { name: row.name, role: t(`groups.role.${role}`) }),
    );
  const remove = (row: GroupMemberForTech) =>
    act(
      () => callTech(removeMember, { params: { ...params, contactId: row.id } }),
      t('groups.removed', { name: row.name }),
      row.active ? () => void add(row.id, row.name, row.role) : undefined,
    );
  const columns: readonly Column<GroupMemberForTech>[] = [
    {
      id: 'name',
      head: t('contacts.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/contacts/$id" params={{ id: String(row.id) } as never}>
            <Avatar size={24} person={{ id: row.id, name: row.name, pictureUrl: row.picture }} />
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </>
      ),
    },
    { id: 'email', head: t('field.email'), phone: 'hide', cell: (row) => row.email ?? t('contacts.noEmail') },
    {
      id: 'role',
      head: t('groups.roleHead'),
      width: 260,
      cell: (row) => (
        <span className={s['role']}>
          <Select
            label={t('groups.roleOf', { name: row.name })}
            hideLabel
            disabled={locked}
            value={row.role}
            options={GROUP_ROLES.map((one) => ({ value: one, label: t(`groups.role.${one}`) }))}
            onChange={(role) => void change(row, role)}
          />
          <IconButton icon="close" disabled={locked} label={t('groups.remove', { name: row.name })} onClick={() => void remove(row)} />
        </span>
      ),
    },
  ];
  return (
    <section className={s['members']} aria-label={t('groups.members')}>
      <h2>{t('groups.members')}</h2>
      <p className={s['hint']}>{t('groups.membersHint')}</p>
      {!locked && <Add group={group} there={new Set(rows.map((row) => row.id))} onAdd={add} />}
      {found.isError && rows.length === 0 ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          caption={t('groups.members')}
          columns={columns}
          rows={rows}
          loading={found.isPending}
          total={found.data?.pages[0]?.total}
          more={found.hasNextPage ? { load: () => void found.fetchNextPage(), busy: found.isFetchingNextPage } : undefined}
          empty={<EmptyState title={t('groups.noMembers')}>{t('groups.noMembersBody')}</EmptyState>}
        />
      )}
    </section>
  );
}

interface AddProps {
  readonly group: ContactGroupForTech;
  readonly there: ReadonlySet<number>;
  readonly onAdd: (id: number, name: string, role: GroupRole) => Promise<void>;
}
function Add({ group, there, onAdd }: AddProps): ReactNode {
  const { t } = useTranslation('admin');
  const [chosen, setChosen] = useState<Option | null>(null);
  const [role, setRole] = useState<GroupRole>('regular');
  const [missing, setMissing] = useState(false);
  const find = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const query = { companyId: group.company.id, active: true, limit: 25, ...(q ? { q } : {}) };
    const { items } = await callTech(listContacts, { query }, { signal });
    return items
      .filter((one) => !there.has(one.id))
      .map((one) => ({ value: String(one.id), label: one.name, note: one.email ?? undefined }));
  };
  return (
    <div className={s['add']}>
      <Combobox
        name="member"
        label={t('groups.add')}
        placeholder={t('groups.addHint', { company: group.company.name })}
        options={find}
        value={chosen}
        error={missing ? t('groups.addMissing') : undefined}
        onChange={(option) => {
          setChosen(option);
          setMissing(false);
        }}
      />
      <Select
        label={t('groups.roleHead')}
        name="role"
        value={role}
        options={GROUP_ROLES.map((one) => ({ value: one, label: t(`groups.role.${one}`) }))}
        onChange={setRole}
      />
      <Button
        icon="person-add"
        onClick={() => {
          if (!chosen) return setMissing(true);
          setChosen(null);
          void onAdd(Number(chosen.value), chosen.label, role);
        }}
      >
        {t('groups.addAct')}
      </Button>
    </div>
  );
}
