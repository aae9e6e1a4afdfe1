import { signOut } from '@portico/contracts/access/routes.ts';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { boot, sitePath } from '../../lib/boot.ts';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage } from '../../lib/i18n.ts';
import { sayError } from '../../lib/say-problem.ts';
import { useAccount, useSession } from '../../lib/use-account.ts';
import { type Scheme, useScheme } from '../../theme/apply-theme.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Hidden } from '../../ui/LiveRegion.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Shell.module.css';

const SCHEMES = [
  { scheme: 'system', icon: 'screen' },
  { scheme: 'light', icon: 'sun' },
  { scheme: 'dark', icon: 'moon' },
] as const satisfies readonly { scheme: Scheme; icon: string }[];

async function leave(): Promise<void> {
  try {
    await call(signOut, {});
    location.assign(boot().signInPath);
  } catch (error) {
    toast({ icon: 'warning', sticky: true, text: sayError(error, 'tech') });
  }
}

/** Who is signed in; profile, looks, language, other places, the way out. */
export function AccountMenu(): ReactNode {
  const { t, i18n } = useTranslation('tech');
  const account = useAccount();
  const navigate = useNavigate();
  const [scheme, setScheme] = useScheme();
  const places = useSession().data?.destinations ?? [];
  const isAdmin = places.some((place) => place.accountId === account.id && place.portal === 'admin');
  const managesTags = ['advanced', 'admin', 'master-admin'].includes(account.role ?? '');
  return (
    <Menu
      label={t('account.menu')}
      width={248}
      trigger={
        <button type="button" className={s['me']}>
          <Hidden>{t('account.open', { name: account.name })}</Hidden>
          <Avatar size={28} person={{ id: account.id, name: account.name, pictureUrl: account.picture }} />
        </button>
      }
      items={[
        { heading: account.name },
        {
          icon: 'person',
          label: t('account.profile'),
          onSelect: () => void navigate({ to: '/settings/$section', params: { section: 'profile' } }),
        },
        {
          icon: 'key',
          label: t('settings.section.keys'),
          onSelect: () => void navigate({ to: '/settings/$section', params: { section: 'keys' } }),
        },
        ...(managesTags
          ? [{ icon: 'tag' as const, label: t('account.tags'), onSelect: () => void navigate({ to: '/tags' as never }) }]
          : []),
        { heading: t('account.look') },
        ...SCHEMES.map(({ scheme: one, icon }) => ({
          id: one,
          icon,
          label: t(`account.scheme.${one}`),
          checked: scheme === one,
          onSelect: () => setScheme(one),
        })),
        { heading: t('account.language') },
        ...LANGUAGES.map((language) => ({
          id: language,
          label: LANGUAGE_NAMES[language],
          checked: i18n.language === language,
          onSelect: () => void setLanguage(language),
        })),
        'divider' as const,
        ...(isAdmin ? [{ icon: 'gear' as const, label: t('account.admin'), href: sitePath('/admin') }] : []),
        ...(places.length > 1 ? [{ icon: 'switch' as const, label: t('account.switch'), href: `${boot().signInPath}?choose=1` }] : []),
        { icon: 'sign-out' as const, label: t('account.signOut'), onSelect: () => void leave() },
      ]}
    />
  );
}
