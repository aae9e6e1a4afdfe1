import { signOut } from '@portico/contracts/access/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { boot, sitePath } from '../../lib/boot.ts';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage } from '../../lib/i18n.ts';
import { sayError } from '../../lib/say-problem.ts';
import type { Account } from '../../lib/use-account.ts';
import { type Scheme, useScheme } from '../../theme/apply-theme.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './AccountMenu.module.css';

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
    toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
  }
}

/** Who is signed in; looks, language, other places to go, the way out. */
export function AccountMenu({ account }: { account: Account }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const [scheme, setScheme] = useScheme();
  return (
    <Menu
      label={t('account.menu')}
      width={232}
      trigger={
        <button type="button" className={s['me']}>
          <Avatar size={28} person={{ id: account.id, name: account.name, pictureUrl: account.picture }} />
          <span className={s['words']}>
            <bdi className={s['name']}>{account.name}</bdi>
            <span className={s['role']}>{account.role ? t(`role.${account.role}.name`) : ''}</span>
          </span>
          <Icon name="more" />
        </button>
      }
      items={[
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
        { icon: 'ticket' as const, label: t('account.tech'), href: sitePath('/tech') },
        { icon: 'switch' as const, label: t('account.switch'), href: `${boot().signInPath}?choose=1` },
        { icon: 'sign-out' as const, label: t('account.signOut'), onSelect: () => void leave() },
      ]}
    />
  );
}
