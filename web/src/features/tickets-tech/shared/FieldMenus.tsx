import { listTags } from '@portico/contracts/tags/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../../lib/for-tech.ts';
import { useAccount } from '../../../lib/use-account.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { PickMenu } from '../../../ui/PickMenu.tsx';
import { PresenceContext } from '../../../ui/presence.ts';
import { PriorityBadge, StatusIcon } from '../../../ui/StatusBadge.tsx';
import { usePresenceWords } from '../../../ui/use-presence-words.ts';
import { activePriorities, statusesFor, useDesk, useTechs } from './desk.ts';
import { person } from './person.ts';

interface MenuOf {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly align?: 'start' | 'end';
}

/** The queue's own statuses first; every other one is found by typing or further down. */
export function StatusMenu({
  queueId,
  value,
  onPick,
  ...menu
}: MenuOf & { queueId: number; value: number | null; onPick: (id: number) => void }): ReactNode {
  const { t } = useTranslation('tech');
  const { own, others } = statusesFor(useDesk(), queueId);
  const option = (heading: string | undefined) => (status: (typeof own)[number]) => ({
    value: String(status.id),
    label: status.name,
    mark: <StatusIcon kind={status.kind} />,
    heading,
  });
  const options = [...own.map(option(undefined)), ...others.map(option(t('menu.otherStatuses')))];
  return (
    <PickMenu
      {...menu}
      label={t('menu.status')}
      options={options}
      value={value === null ? null : String(value)}
      onPick={(id) => onPick(Number(id))}
    />
  );
}

export function PriorityMenu({ value, onPick, ...menu }: MenuOf & { value: number | null; onPick: (id: number) => void }): ReactNode {
  const { t } = useTranslation('tech');
  const options = activePriorities(useDesk()).map((row) => ({
    value: String(row.id),
    label: row.name,
    mark: <PriorityBadge level={row.level} name="" />,
  }));
  return (
    <PickMenu
      {...menu}
      label={t('menu.priority')}
      options={options}
      value={value === null ? null : String(value)}
      onPick={(id) => onPick(Number(id))}
    />
  );
}

/** Oneself first, then nobody, then colleagues by name. `undefined` = several tickets with different assignees. */
export function AssigneeMenu({
  value,
  onPick,
  ...menu
}: MenuOf & { value: number | null | undefined; onPick: (id: number | null) => void }): ReactNode {
  const { t } = useTranslation('tech');
  const account = useAccount();
  const techs = useTechs();
  const me = techs.find((tech) => tech.id === account.id);
  const presences = use(PresenceContext);
  const words = usePresenceWords();
  const noteOf = (tech: (typeof techs)[number]) => {
    const presence = presences.get(tech.id);
    const open = t('menu.open', { count: tech.openTicketCount });
    // Whether somebody is there is for the dot to say; that somebody takes no tickets, for words.
    return presence && ['busy', 'away', 'dnd'].includes(presence.state) ? `${words(presence)} · ${open}` : open;
  };
  const option = (tech: (typeof techs)[number]) => ({
    value: String(tech.id),
    label: tech.id === account.id ? t('menu.me', { name: tech.name }) : tech.name,
    note: noteOf(tech),
    mark: <Avatar person={person(tech)} size={20} />,
  });
  const options = [
    ...(me ? [option(me)] : []),
    { value: 'none', label: t('list.unassigned'), mark: <Avatar person={null} size={20} /> },
    ...techs.filter((tech) => tech.id !== account.id).map(option),
  ];
  return (
    <PickMenu
      {...menu}
      label={t('menu.assignee')}
      options={options}
      value={value === undefined ? null : value === null ? 'none' : String(value)}
      onPick={(id) => onPick(id === 'none' ? null : Number(id))}
    />
  );
}

export function TagMenu({ onPick, ...menu }: MenuOf & { onPick: (tag: string) => void }): ReactNode {
  const { t } = useTranslation('tech');
  const tags = useQuery({ ...readTech(listTags, { query: { for: 'ticket' } }), enabled: menu.open }).data?.items ?? [];
  return (
    <PickMenu
      {...menu}
      label={t('menu.tag')}
      options={tags.map((tag) => ({ value: tag.name, label: tag.name }))}
      value={null}
      onPick={onPick}
    />
  );
}
