import { archive, markRead, restore } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../../lib/boot.ts';
import { callTech } from '../../../lib/for-tech.ts';
import { sayError } from '../../../lib/say-problem.ts';
import { Avatar, AvatarStack } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/ConfirmDialog.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { PriorityBadge, StatusBadge } from '../../../ui/StatusBadge.tsx';
import { Name } from '../../../ui/Surface.tsx';
import { toast } from '../../../ui/toast-store.ts';
import { DueBadge } from '../shared/DueBadge.tsx';
import { AssigneeMenu, PriorityMenu, StatusMenu } from '../shared/FieldMenus.tsx';
import { person } from '../shared/person.ts';
import { refreshTickets } from '../shared/ticket-cache.ts';
import type { TicketActions } from '../shared/use-ticket-actions.ts';
import { EditableTitle } from './EditableTitle.tsx';
import s from './Ticket.module.css';
import type { Colleague } from './use-presence.ts';

export type HeaderMenu = 'status' | 'priority' | 'assign' | null;

/** Which ticket this is and its three most used properties, each a menu with a key. */
export function TicketHeader(props: {
  ticket: TicketForTech;
  actions: TicketActions;
  menu: HeaderMenu;
  onMenu: (menu: HeaderMenu) => void;
  viewing: readonly Colleague[];
  onDetails: () => void;
  onBack: () => void;
}): ReactNode {
  const { ticket, actions, menu, onMenu, viewing } = props;
  const { t } = useTranslation('tech');
  const of = (name: Exclude<HeaderMenu, null>) => ({ open: menu === name, onOpen: (open: boolean) => onMenu(open ? name : null) });
  const closed = ticket.status.isClosed;
  const locked = !ticket.can.update;
  return (
    <header className={s['head']}>
      <div className={s['headLine']}>
        <IconButton icon="chevron-start" label={t('ticket.back')} className={s['phoneOnly'] ?? ''} onClick={props.onBack} />
        <span className={s['number']}>{ticket.number}</span>
        <span aria-hidden>·</span>
        <Link to="/companies/$id" params={{ id: String(ticket.company.id) }} className={s['company']}>
          <Name truncate>{ticket.company.name}</Name>
        </Link>
        <span className={s['headEnd']}>
          {viewing.length > 0 && (
            <span className={s['viewing']}>
              <AvatarStack people={viewing} /> <span className={s['wideOnly']}>{t('ticket.viewing')}</span>
            </span>
          )}
          <CopyButton text={linkTo(ticket.number)} label={t('ticket.copyLink', { number: ticket.number })} />
          <MoreMenu ticket={ticket} />
          <IconButton icon="info" label={t('side.label')} className={s['sideToggle'] ?? ''} onClick={props.onDetails} />
        </span>
      </div>
      <EditableTitle ticket={ticket} onSave={(title) => actions.change(ticket, { title })} />
      <div className={s['props']}>
        <StatusMenu
          {...of('status')}
          queueId={ticket.queue.id}
          value={ticket.status.id}
          onPick={(statusId) => void actions.change(ticket, { statusId })}
          trigger={
            <Button size="sm" disabled={locked} aria-keyshortcuts="s">
              <StatusBadge kind={ticket.status.kind} name={ticket.status.name} />
              <Icon name="chevron-down" size={14} />
            </Button>
          }
        />
        <PriorityMenu
          {...of('priority')}
          value={ticket.priority.id}
          onPick={(priorityId) => void actions.change(ticket, { priorityId })}
          trigger={
            <Button size="sm" disabled={locked} aria-keyshortcuts="p">
              <PriorityBadge level={ticket.priority.level} name={ticket.priority.name} />
              <Icon name="chevron-down" size={14} />
            </Button>
          }
        />
        <AssigneeMenu
          {...of('assign')}
          value={ticket.assignee?.id ?? null}
          onPick={(assigneeId) => void actions.change(ticket, { assigneeId })}
          trigger={
            <Button size="sm" disabled={!ticket.can.assign} aria-keyshortcuts="a">
              <Avatar person={person(ticket.assignee)} size={20} />
              <bdi>{ticket.assignee?.name ?? t('list.unassigned')}</bdi>
              <Icon name="chevron-down" size={14} />
            </Button>
          }
        />
        {(closed ? ticket.can.reopen : ticket.can.close) && (
          <Button size="sm" kind="subtle" icon={closed ? 'refresh' : 'check'} keys="e" onClick={() => void actions.closeOrReopen([ticket])}>
            {closed ? t('bulk.reopen') : t('bulk.close')}
          </Button>
        )}
        <span className={s['headEnd']}>
          <DueBadge ticket={ticket} />
        </span>
      </div>
    </header>
  );
}

const linkTo = (number: number): string => new URL(sitePath(`/tech/tickets/${number}`), location.href).href;

function MoreMenu({ ticket }: { ticket: TicketForTech }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const run = async (act: () => Promise<unknown>, done: string) => {
    try {
      await act();
      toast({ icon: 'check-circle', text: done });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'tech') });
    }
    refreshTickets(client, ticket.id);
  };
  const params = { id: ticket.id };
  const askArchive = async () => {
    const sure = await confirm({
      title: t('ticket.archiveTitle', { number: ticket.number }),
      body: t('ticket.archiveBody'),
      act: t('ticket.archive'),
      keep: t('ticket.archiveKeep'),
      danger: true,
      icon: 'archive',
    });
    if (sure) await run(() => callTech(archive, { params }), t('ticket.archived'));
  };
  return (
    <Menu
      align="end"
      label={t('ticket.more')}
      trigger={<IconButton icon="more" label={t('ticket.more')} />}
      items={[
        {
          label: t('ticket.markUnread'),
          icon: 'mail',
          onSelect: () => void run(() => callTech(markRead, { params, body: { unread: true } }), t('ticket.markedUnread')),
        },
        // Once the menu is gone: it would be on the paper.
        { label: t('ticket.print'), icon: 'printer', onSelect: () => void setTimeout(print, 250) },
        ...(ticket.can.archive
          ? [
              'divider' as const,
              ticket.archivedAt
                ? {
                    label: t('ticket.restore'),
                    icon: 'undo' as const,
                    onSelect: () => void run(() => callTech(restore, { params }), t('ticket.restored')),
                  }
                : { label: t('ticket.archive'), icon: 'archive' as const, danger: true, onSelect: () => void askArchive() },
            ]
          : []),
      ]}
    />
  );
}
