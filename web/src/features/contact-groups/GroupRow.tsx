import type { ContactGroupForContact } from '@portico/contracts/contact-groups/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { RoomyRow } from '../../ui/ListRow.tsx';
import s from './Groups.module.css';
import { groupIcon } from './group-icon.ts';

/** What the group is called, what the reader is in it, and how much is in it as far as the reader may know. */
export function GroupRow({ group, title }: { group: ContactGroupForContact; title: ReactNode }): ReactNode {
  return <RoomyRow mark={<GroupMark icon={group.icon} />} title={title} line={<GroupFacts group={group} />} />;
}

export const GroupMark = ({ icon }: { icon: string }): ReactNode => (
  <span className={s['mark']}>
    <Icon name={groupIcon(icon)} />
  </span>
);

export function GroupFacts({ group }: { group: ContactGroupForContact }): ReactNode {
  const { t } = useTranslation('client');
  return (
    <span className={s['facts']}>
      <span>{group.role ? t(`groups.role.${group.role}`) : t('groups.companyManager')}</span>
      {group.memberCount !== null && <span>{t('groups.members', { count: group.memberCount })}</span>}
      {group.openTicketCount !== null && <span>{t('groups.openTickets', { count: group.openTicketCount })}</span>}
    </span>
  );
}
