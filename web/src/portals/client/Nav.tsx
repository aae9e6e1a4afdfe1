import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { boot, sitePath } from '../../lib/boot.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Hidden } from '../../ui/LiveRegion.tsx';
import { CountBadge, Logo } from '../../ui/Surface.tsx';
import s from './Shell.module.css';

interface Counts {
  readonly mineOpen: number;
  readonly waitingForYou: number;
}

export function Brand(): ReactNode {
  return (
    <>
      <Logo url={boot().logoUrl} />
      <bdi className={s['brandName']}>{boot().brandName}</bdi>
    </>
  );
}

export function SideNav({ counts, hasGroups }: { counts: Counts | undefined; hasGroups: boolean }): ReactNode {
  const { t } = useTranslation('client');
  const phone = boot().supportPhone;
  return (
    <nav className={s['nav']} aria-label={t('nav.label')}>
      <Link to="/" className={s['brand']}>
        <Brand />
      </Link>
      <Item to="/" icon="home" label={t('nav.home')} exact />
      <Item to="/tickets" icon="ticket" label={t('nav.tickets')} badge={<TicketBadge counts={counts} />} />
      <Item to="/new" icon="plus" label={t('nav.new')} />
      {hasGroups && <Item to="/groups" icon="people" label={t('nav.groups')} />}
      <Item to="/profile" icon="person" label={t('nav.profile')} />
      <div className={s['foot']}>
        {boot().demo && (
          <a href={sitePath('/inbox')} target="_blank" rel="noreferrer" className={s['demo']}>
            <Icon name="inbox" size={16} />
            <span>{t('nav.demo')}</span>
          </a>
        )}
        {phone && (
          <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
            {t('nav.call')} <bdi dir="ltr">{phone}</bdi>
          </a>
        )}
      </div>
    </nav>
  );
}

function TicketBadge({ counts }: { counts: Counts | undefined }): ReactNode {
  const { t } = useTranslation('client');
  if (!counts || counts.mineOpen === 0) return null;
  const waits = counts.waitingForYou > 0;
  return (
    <span className={s['badge']}>
      <CountBadge count={counts.mineOpen} hot={waits} />
      <Hidden>{waits ? t('nav.waiting', { count: counts.waitingForYou }) : t('nav.open')}</Hidden>
    </span>
  );
}

interface ItemProps {
  readonly to: '/' | '/tickets' | '/new' | '/groups' | '/profile';
  readonly icon: IconName;
  readonly label: string;
  readonly badge?: ReactNode;
  readonly exact?: boolean;
}
function Item({ to, icon, label, badge, exact }: ItemProps): ReactNode {
  return (
    <Link to={to} className={s['item']} activeOptions={{ exact: exact ?? false, includeSearch: false }}>
      <Icon name={icon} />
      <span>{label}</span>
      {badge}
    </Link>
  );
}

/** The same places on a phone, with the one thing people come for in the middle. */
export function TabBar({ counts }: { counts: Counts | undefined }): ReactNode {
  const { t } = useTranslation('client');
  return (
    <nav className={s['tabs']} aria-label={t('nav.label')}>
      <Item to="/" icon="home" label={t('nav.home')} exact />
      <Item to="/tickets" icon="ticket" label={t('nav.tickets')} badge={<TicketBadge counts={counts} />} />
      <Link to="/new" className={s['fab']} aria-label={t('nav.new')}>
        <Icon name="plus" size={24} />
      </Link>
      <Item to="/profile" icon="person" label={t('nav.profile')} />
    </nav>
  );
}
