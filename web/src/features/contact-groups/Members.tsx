import { GROUP_ROLES, type GroupRole } from '@portico/contracts/access/actor.ts';
import { changeMember, removeMember } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForContact, GroupMemberForContact } from '@portico/contracts/contact-groups/shapes.ts';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { RoomyList, RoomyRow } from '../../ui/ListRow.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card, Pill } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import { AddMember } from './AddMember.tsx';
import s from './Groups.module.css';
import { membersOf, refreshGroups } from './groups.queries.ts';

/** From this many on, looking for somebody is quicker than reading. */
const MANY = 8;

interface MembersProps {
  readonly group: ContactGroupForContact;
  readonly findPeople: (query: string, signal: AbortSignal) => Promise<readonly Option[]>;
}

export function Members({ group, findPeople }: MembersProps): ReactNode {
  const { t } = useTranslation('client');
  const [adding, setAdding] = useState(false);
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useInfiniteQuery({ ...membersOf(group.id, q), placeholderData: keepPreviousData });
  const rows: readonly GroupMemberForContact[] = rowsOf(found.data?.pages);
  return (
    <section aria-label={t('groups.people')} className={s['members']}>
      <div className={s['bar']}>
        <h2>{t('groups.people')}</h2>
        {(group.memberCount ?? 0) >= MANY && (
          <TextField
            label={t('groups.search')}
            hideLabel
            type="search"
            icon="search"
            placeholder={t('groups.search')}
            value={typed}
            onChange={setTyped}
          />
        )}
        {group.can.manageMembers && (
          <Button icon="person-add" onClick={() => setAdding(true)}>
            {t('groups.add')}
          </Button>
        )}
      </div>
      {found.isPending ? (
        <Card>
          <SkeletonRows rows={3} label={t('groups.loading')} />
        </Card>
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : rows.length === 0 ? (
        <Card>
          <EmptyState title={t('groups.nobody')} />
        </Card>
      ) : (
        <RoomyList>
          {rows.map((member) => (
            <MemberRow key={member.id} group={group} member={member} />
          ))}
        </RoomyList>
      )}
      {found.hasNextPage && (
        <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('groups.more')}
        </Button>
      )}
      {adding && (
        <AddMember group={group} there={new Set(rows.map((row) => row.id))} findPeople={findPeople} onClose={() => setAdding(false)} />
      )}
    </section>
  );
}

function MemberRow({ group, member }: { group: ContactGroupForContact; member: GroupMemberForContact }): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const params = { id: group.id, contactId: member.id };
  const { name } = member;
  const act = async (work: () => Promise<unknown>, text: string) => {
    try {
      await work();
      toast({ icon: 'check-circle', text });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'client') });
    }
    void refreshGroups(client);
  };
  const change = (role: GroupRole) =>
    act(() => call(changeMember, { params, body: { role } }), t('groups.changed', { name, role: t(`groups.role.${role}`) }));
  const remove = async () => {
    const sure = await confirm({
      title: t('groups.removeTitle', { name, group: group.name }),
      body: t('groups.removeBody', { name }),
      act: t('groups.removeAct'),
      keep: t('groups.keep'),
      danger: true,
    });
    if (sure) await act(() => call(removeMember, { params }), t('groups.removed', { name }));
  };
  return (
    <RoomyRow
      mark={<Avatar person={{ id: member.id, name, pictureUrl: member.picture }} size={40} />}
      title={
        <>
          <bdi>{name}</bdi> {member.isMe && <Pill>{t('groups.you')}</Pill>}
        </>
      }
      line={
        <span title={t(`groups.means.${member.role}`)}>{[member.title, t(`groups.role.${member.role}`)].filter(Boolean).join(' · ')}</span>
      }
      actions={
        <>
          {member.can.changeRole && (
            <Select
              label={t('groups.roleOf', { name })}
              hideLabel
              value={member.role}
              options={GROUP_ROLES.map((one) => ({ value: one, label: t(`groups.role.${one}`) }))}
              onChange={(role) => void change(role)}
            />
          )}
          {member.can.remove && !member.isMe && (
            <IconButton icon="close" label={t('groups.remove', { name })} onClick={() => void remove()} />
          )}
        </>
      }
    />
  );
}
