import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NoticeBell } from '../../features/notices-tech/NoticeBell.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { openNewTicket } from './new-ticket.ts';
import s from './Shell.module.css';
import { TabStrip } from './TabStrip.tsx';
import { pressKey } from './use-global-keys.ts';

/** Open tickets at the start; find, news and new at the end. */
export function TopBar(): ReactNode {
  const { t } = useTranslation('tech');
  const navigate = useNavigate();
  const follow = (link: string) => {
    const path = link.replace(/^\/tech(?=\/|$)/, '') || '/';
    void navigate({ to: path });
  };
  return (
    <section className={s['top']} aria-label={t('top.label')}>
      <TabStrip />
      <button type="button" className={s['find']} aria-keyshortcuts="Control+K" onClick={() => pressKey('mod+k')}>
        <Icon name="search" size={16} />
        <span className={s['findText']}>{t('palette.placeholder')}</span>
        <Kbd keys="mod+k" />
      </button>
      <NoticeBell onOpen={follow} />
      <Button size="sm" icon="plus" keys="c" onClick={() => openNewTicket(null)}>
        {t('top.new')}
      </Button>
    </section>
  );
}
