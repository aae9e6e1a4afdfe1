import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keptList } from '../../features/tickets-tech/list/list-search.ts';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { StatusIcon } from '../../ui/StatusBadge.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './TabStrip.module.css';
import { closeTab, MOST_PINNED, pinTab, type TicketTab, unpinTab, useTabs } from './tabs-store.ts';

/** The queue and the tickets one works on; what is pinned survives closing the browser. */
export function TabStrip(): ReactNode {
  const { t } = useTranslation('tech');
  const tabs = useTabs();
  return (
    <nav className={s['strip']} aria-label={t('tabs.label')}>
      <Link to="/tickets" search={keptList() as never} activeOptions={{ exact: true, includeSearch: false }} className={s['tab']}>
        <Icon name="list" size={16} />
        {t('tabs.queue')}
      </Link>
      {tabs.map((tab) => (
        <Tab key={tab.number} tab={tab} />
      ))}
    </nav>
  );
}

function Tab({ tab }: { tab: TicketTab }): ReactNode {
  const { t } = useTranslation('tech');
  const navigate = useNavigate();
  const here = location.pathname.endsWith(`/tickets/${tab.number}`);
  const close = () => {
    closeTab(tab.number);
    if (here) void navigate({ to: '/tickets', search: keptList() as never });
  };
  const pin = () => {
    if (tab.pinned) unpinTab(tab.number);
    else if (!pinTab(tab)) toast({ icon: 'info', text: t('tabs.full', { count: MOST_PINNED }) });
  };
  const label = `${tab.number} ${tab.title}`;
  return (
    <span className={cx(s['frame'], !tab.pinned && s['passing'])} onAuxClick={(event) => event.button === 1 && close()}>
      <Link to="/tickets/$number" params={{ number: String(tab.number) }} className={s['tab']} title={label} onDoubleClick={pin}>
        {tab.kind && <StatusIcon kind={tab.kind} />}
        <span className={s['number']}>{tab.number}</span>
        <bdi className={s['title']}>{tab.title}</bdi>
      </Link>
      <span className={s['acts']}>
        <button
          type="button"
          aria-label={tab.pinned ? t('tabs.unpinOf', { label }) : t('tabs.pinOf', { label })}
          aria-pressed={tab.pinned}
          onClick={pin}
        >
          <Icon name="pin" size={14} />
        </button>
        <button type="button" aria-label={t('tabs.close', { label })} onClick={close}>
          <Icon name="close" size={14} />
        </button>
      </span>
    </span>
  );
}
