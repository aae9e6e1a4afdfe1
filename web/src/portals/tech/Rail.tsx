import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { IconButton, Tip } from '../../ui/IconButton.tsx';
import { Logo } from '../../ui/Surface.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import s from './Shell.module.css';
import { pressKey } from './use-global-keys.ts';

const PLACES = [
  { to: '/tickets', icon: 'ticket', name: 'tickets', keys: 'g q' },
  { to: '/contacts', icon: 'people', name: 'contacts', keys: 'g c' },
  { to: '/companies', icon: 'company', name: 'companies', keys: 'g o' },
  { to: '/team', icon: 'team', name: 'team', keys: 'g t' },
] as const satisfies readonly { to: string; icon: IconName; name: string; keys: string }[];

/** Where one can go, 52 px wide; at the bottom of the screen on a phone. */
export function Rail(): ReactNode {
  const { t } = useTranslation('tech');
  return (
    <nav className={s['rail']} aria-label={t('rail.label')}>
      <span className={s['logo']}>
        <Logo url={boot().logoUrl} />
      </span>
      {PLACES.map((place) => (
        <Tip key={place.to} text={t(`rail.${place.name}`)}>
          <Link to={place.to} className={s['place']} aria-label={t(`rail.${place.name}`)} activeOptions={{ includeSearch: false }}>
            <Icon name={place.icon} size={20} />
          </Link>
        </Tip>
      ))}
      <span className={s['space']} />
      <IconButton icon="help" iconSize={20} label={t('rail.keys')} keys="?" className={s['help'] ?? ''} onClick={() => pressKey('?')} />
      <AccountMenu />
    </nav>
  );
}
