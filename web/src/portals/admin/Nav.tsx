import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import type { Account } from '../../lib/use-account.ts';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Logo } from '../../ui/Surface.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import s from './Nav.module.css';
import { SECTIONS, type SectionKey, sectionOf } from './pages.ts';

export function Nav({ account, onFind }: { account: Account | null; onFind: () => void }): ReactNode {
  const { t } = useTranslation('admin');
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/^\/admin/, '') });
  const current = sectionOf(path);
  const [open, setOpen] = useState<ReadonlySet<SectionKey>>(() => new Set(current ? [current] : []));
  useEffect(() => {
    if (current) setOpen((before) => new Set([...before, current]));
  }, [current]);
  const toggle = (key: SectionKey) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const home = path === '/' || path === '';
  return (
    <div className={s['nav']}>
      <div className={s['brand']}>
        <Logo url={boot().logoUrl} />
        <div className={s['names']}>
          <div className={s['name']}>{boot().brandName}</div>
          <div className={s['what']}>{t('nav.console')}</div>
        </div>
      </div>
      <button type="button" className={s['find']} aria-keyshortcuts="Control+K" onClick={onFind}>
        <Icon name="search" size={16} />
        <span>{t('nav.find')}</span>
        <Kbd keys="mod+k" />
      </button>
      <nav id="admin-nav" aria-label={t('nav.label')} className={s['list']}>
        <Link to="/" className={cx(s['item'], home && s['on'])} aria-current={home ? 'page' : undefined}>
          <Icon name="home" />
          {t('nav.home')}
        </Link>
        {SECTIONS.map((section) => (
          <div key={section.key} className={s['section']}>
            <button
              type="button"
              className={s['item']}
              aria-expanded={open.has(section.key)}
              aria-controls={`nav-${section.key}`}
              onClick={() => toggle(section.key)}
            >
              <Icon name={section.icon} />
              {t(`nav.${section.key}`)}
              <Icon name={open.has(section.key) ? 'chevron-down' : 'chevron-end'} size={16} className={s['fold']} />
            </button>
            <ul id={`nav-${section.key}`} hidden={!open.has(section.key)}>
              {section.pages.map((page) => {
                const on = path === page.to || path.startsWith(`${page.to}/`);
                return (
                  <li key={page.key}>
                    <Link to={page.to} className={cx(s['sub'], on && s['on'])} aria-current={on ? 'page' : undefined}>
                      {t(`nav.${page.key}`)}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      </nav>
      {account && <AccountMenu account={account} />}
    </div>
  );
}
