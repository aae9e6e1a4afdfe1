import { GROUP_ROLES, type GroupRole } from '@portico/contracts/access/actor.ts';
import { addMember, changeMember, list, removeMember } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForTech } from '@portico/contracts/contact-groups/shapes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { RowLink } from '../../ui/records/links.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Card, Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import s from './ContactPage.module.css';

/** In which groups the contact is and as what; each change is saved at once, and leaving can be undone. */
export function ContactGroups({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('admin');
  const found = useInfiniteQuery(readTechList(list, { query: { contactId: contact.id, limit: 50 } }));
  const rows = rowsOf(found.data?.pages);
  const { add, change, remove } = useMembership(contact);
  const columns: readonly Column<ContactGroupForTech>[] = [
    {
      id: 'name',
      head: t('groups.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/contact-groups/$id" params={{ id: String(row.id) } as never}>
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.active && <Pill icon="stop">{t('groups.resting')}</Pill>}
        </>
      ),
    },
    { id: 'members', head: t('groups.members'), width: 130, align: 'end', cell: (row) => row.memberCount },
    {
      id: 'role',
      head: t('groups.roleHead'),
      width: 260,
      cell: (row) => (
        <span className={s['role']}>
          <Select
            label={t('groups.roleOf', { name: row.name })}
            hideLabel
            value={row.role ?? 'regular'}
            options={GROUP_ROLES.map((one) => ({ value: one, label: t(`groups.role.${one}`) }))}
            onChange={(role) => void change(row, role)}
          />
          <IconButton icon="close" label={t('groups.remove', { name: row.name })} onClick={() => void remove(row)} />
        </span>
      ),
    },
  ];
  if (found.isError && rows.length === 0) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <AddToGroup contact={contact} there={new Set(rows.map((row) => row.id))} onAdd={add} />
      <DataTable
        caption={t('companies.groups')}
        columns={columns}
        rows={rows}
        loading={found.isPending}
        more={found.hasNextPage ? { load: () => void found.fetchNextPage(), busy: found.isFetchingNextPage } : undefined}
        empty={
          <Card>
            <EmptyState title={t('contacts.groups.empty')}>{t('contacts.groups.emptyBody')}</EmptyState>
          </Card>
        }
      />
    </>
  );
}

function useMembership(contact: Contact) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const act = async (work: () => Promise<unknown>, text: string, undo?: () => void) => {
    try {
      await work();
      toast({ icon: 'check-circle', text, ...(undo ? { action: { label: t('groups.undo'), run: undo } } : {}) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    for (const key of ['contactGroups.members', 'contactGroups.get', 'contactGroups.list', 'rights.getContact'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const { id: contactId, name } = contact;
  const add = (groupId: number, role: GroupRole) =>
    act(() => callTech(addMember, { params: { id: groupId }, body: { contactId, role } }), t('groups.added', { name }));
  const change = (row: ContactGroupForTech, role: GroupRole) =>
    act(
      () => callTech(changeMember, { params: { id: row.id, contactId }, body: { role } }),
      t('groups.changed', { name, role: t(`groups.role.${role}`) }),
    );
  const remove = (row: ContactGroupForTech) =>
    act(
      () => callTech(removeMember, { params: { id: row.id, contactId } }),
      t('groups.removed', { name }),
      contact.active ? () => void add(row.id, row.role ?? 'regular') : undefined,
    );
  return { add, change, remove };
}

interface AddProps {
  readonly contact: Contact;
  readonly there: ReadonlySet<number>;
  readonly onAdd: (groupId: number, role: GroupRole) => Promise<void>;
}
function AddToGroup({ contact, there, onAdd }: AddProps): ReactNode {
  const { t } = useTranslation('admin');
  const [chosen, setChosen] = useState<Option | null>(null);
  const [role, setRole] = useState<GroupRole>('regular');
  const find = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
    const query = { companyId: contact.company.id, limit: 25, ...(q ? { q } : {}) };
    const { items } = await callTech(list, { query }, { signal });
    return items.filter((one) => !there.has(one.id)).map((one) => ({ value: String(one.id), label: one.name }));
  };
  return (
    <div className={s['addGroup']}>
      <Combobox
        name="group"
        label={t('contacts.groups.add')}
        placeholder={t('contacts.groups.chooseGroup')}
        options={find}
        value={chosen}
        onChange={setChosen}
      />
      <Select
        label={t('contacts.groups.role')}
        value={role}
        options={GROUP_ROLES.map((one) => ({ value: one, label: t(`groups.role.${one}`) }))}
        onChange={setRole}
      />
      <Button
        icon="plus"
        disabled={chosen === null}
        onClick={async () => {
          if (chosen) await onAdd(Number(chosen.value), role);
          setChosen(null);
        }}
      >
        {t('groups.addAct')}
      </Button>
    </div>
  );
}
