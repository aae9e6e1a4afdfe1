import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { BulkBar } from '../../../ui/ListRow.tsx';
import { Hidden } from '../../../ui/LiveRegion.tsx';
import { AssigneeMenu, PriorityMenu, StatusMenu, TagMenu } from '../shared/FieldMenus.tsx';
import type { TicketActions } from '../shared/use-ticket-actions.ts';

export type BulkMenu = 'assign' | 'status' | 'priority' | 'tags' | null;

/** Floats over the list while rows are ticked; the keys open its menus, also for the current row alone. */
export function BulkActions({
  tickets,
  actions,
  menu,
  onMenu,
  onDone,
}: {
  tickets: readonly TicketItemForTech[];
  actions: TicketActions;
  menu: BulkMenu;
  onMenu: (menu: BulkMenu) => void;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const [busy, setBusy] = useState(false);
  const run = async (work: Promise<void>) => {
    setBusy(true);
    await work;
    setBusy(false);
    onDone();
  };
  const of = (name: Exclude<BulkMenu, null>) => ({ open: menu === name, onOpen: (open: boolean) => onMenu(open ? name : null) });
  const queues = new Set(tickets.map((row) => row.queue.id));
  const first = tickets[0];
  return (
    <BulkBar text={t('bulk.selected', { count: tickets.length })}>
      <AssigneeMenu
        {...of('assign')}
        value={undefined}
        onPick={(assigneeId) => void run(actions.changeMany(tickets, { assigneeId }))}
        trigger={
          <Button size="sm" icon="person" keys="a" busy={busy}>
            {t('bulk.assign')}
          </Button>
        }
      />
      <StatusMenu
        {...of('status')}
        queueId={queues.size === 1 ? (first?.queue.id ?? 0) : 0}
        value={null}
        onPick={(statusId) => void run(actions.changeMany(tickets, { statusId }))}
        trigger={
          <Button size="sm" icon="half" keys="s">
            {t('bulk.status')}
          </Button>
        }
      />
      <PriorityMenu
        {...of('priority')}
        value={null}
        onPick={(priorityId) => void run(actions.changeMany(tickets, { priorityId }))}
        trigger={
          <Button size="sm" icon="pr-high" keys="p">
            {t('bulk.priority')}
          </Button>
        }
      />
      <TagMenu
        {...of('tags')}
        onPick={(tag) => void run(actions.tagMany(tickets, tag))}
        trigger={
          <Button size="sm" icon="tag" keys="t">
            {t('bulk.tag')}
          </Button>
        }
      />
      <Button size="sm" icon="check" keys="e" onClick={() => void run(actions.closeOrReopen(tickets))}>
        {tickets.every((row) => row.status.isClosed) ? t('bulk.reopen') : t('bulk.close')}
      </Button>
      <Button size="sm" keys="esc" onClick={onDone}>
        <Hidden>{t('bulk.clear')}</Hidden>
      </Button>
    </BulkBar>
  );
}
