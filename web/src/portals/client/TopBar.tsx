import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NoticeBell } from '../../features/notices/NoticeBell.tsx';
import { sitePath } from '../../lib/boot.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { Brand } from './Nav.tsx';
import { openPalette } from './PaletteHost.tsx';
import s from './Shell.module.css';

export function TopBar(): ReactNode {
  const { t } = useTranslation('client');
  const router = useRouter();
  return (
    <header className={s['top']}>
      <Link to="/" className={s['topBrand']}>
        <Brand />
      </Link>
      <button type="button" className={s['search']} onClick={openPalette} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span>{t('top.search')}</span>
        <Kbd keys="mod+k" />
      </button>
      <div className={s['topEnd']}>
        <NoticeBell onOpen={(link) => router.history.push(sitePath(link))} />
        <AccountMenu />
      </div>
    </header>
  );
}
