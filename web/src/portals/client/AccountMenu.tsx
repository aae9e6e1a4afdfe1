import { chooseAccount, signOut } from '@portico/contracts/access/routes.ts';
import type { Destination } from '@portico/contracts/access/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { myGroups } from '../../features/contact-groups/groups.queries.ts';
import { call } from '../../lib/api.ts';
import { boot, sitePath } from '../../lib/boot.ts';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage } from '../../lib/i18n.ts';
import { isProblem } from '../../lib/problem.ts';
import { sayError } from '../../lib/say-problem.ts';
import { type Scheme, useScheme } from '../../theme/apply-theme.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Hidden } from '../../ui/LiveRegion.tsx';
import { Menu, type MenuEntry } from '../../ui/Menu.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Shell.module.css';
import { useMe } from './session-query.ts';

const SCHEMES: readonly { readonly scheme: Scheme; readonly icon: IconName }[] = [
  { scheme: 'system', icon: 'screen' },
  { scheme: 'light', icon: 'sun' },
  { scheme: 'dark', icon: 'moon' },
];
const HOME = { portal: '/portal', tech: '/tech', admin: '/admin' } as const;

const confirmAddress = (place: Destination): string => {
  const query = new URLSearchParams({ place: `${place.accountId}:${place.portal}`, to: HOME[place.portal] });
  return `${boot().signInPath}/confirm?${query}`;
};

/** Enters another account of the same person; only a proof that is missing is asked for. */
async function switchTo(place: Destination): Promise<void> {
  if (place.missingProofs.length > 0) return location.assign(confirmAddress(place));
  try {
    await call(chooseAccount, { body: { accountId: place.accountId } });
    location.assign(sitePath(HOME[place.portal]));
  } catch (error) {
    if (isProblem(error, 'proof.missing')) return location.assign(confirmAddress(place));
    toast({ icon: 'warning', sticky: true, text: sayError(error, 'client') });
  }
}

async function leave(): Promise<void> {
  try {
    await call(signOut, {}, { on401: 'throw' });
  } catch (error) {
    // Signed out already is signed out; anything else left the session open, and that must be said.
    if (!isProblem(error) || error.status !== 401) return void toast({ icon: 'warning', sticky: true, text: sayError(error, 'client') });
  }
  location.assign(`${boot().signInPath}?signed-out=`);
}

export function AccountMenu(): ReactNode {
  const { t, i18n } = useTranslation('client');
  const me = useMe();
  const hasGroups = (useQuery(myGroups()).data ?? []).length > 0;
  const navigate = useNavigate();
  const [scheme, setScheme] = useScheme();
  const others = me.destinations.filter((place) => place.accountId !== me.id);
  const places: MenuEntry[] = others.map((place) => ({
    id: `${place.accountId}${place.portal}`,
    icon: place.portal === 'portal' ? 'company' : place.portal === 'tech' ? 'ticket' : 'sliders',
    label: <bdi>{place.portal === 'portal' ? (place.company ?? place.name) : t(`account.${place.portal}`)}</bdi>,
    ...(place.missingProofs.length > 0 ? { note: t('account.needsProof') } : {}),
    onSelect: () => void switchTo(place),
  }));
  return (
    <Menu
      align="end"
      width={264}
      label={t('account.label')}
      trigger={
        <button type="button" className={s['account']}>
          <Avatar size={32} person={{ id: me.id, name: me.name, pictureUrl: me.picture }} />
          <span className={s['accountWords']}>
            <bdi>{me.name}</bdi>
            {me.company && <bdi className={s['company']}>{me.company.name}</bdi>}
          </span>
          <Hidden>{t('account.label')}</Hidden>
          <Icon name="chevron-down" size={16} />
        </button>
      }
      items={[
        { heading: me.company ? `${me.name} · ${me.company.name}` : me.name },
        { icon: 'person', label: t('nav.profile'), onSelect: () => void navigate({ to: '/profile' }) },
        ...(hasGroups ? [{ icon: 'people' as const, label: t('nav.groups'), onSelect: () => void navigate({ to: '/groups' }) }] : []),
        ...(places.length > 0 ? [{ heading: t('account.switch') }, ...places] : []),
        { heading: t('account.language') },
        ...LANGUAGES.map((language) => ({
          id: language,
          label: <span lang={language}>{LANGUAGE_NAMES[language]}</span>,
          checked: i18n.language === language,
          onSelect: () => void setLanguage(language),
        })),
        { heading: t('account.theme') },
        ...SCHEMES.map(({ scheme: one, icon }) => ({
          id: one,
          icon,
          label: t(`account.scheme.${one}`),
          checked: scheme === one,
          onSelect: () => setScheme(one),
        })),
        ...(me.impersonation
          ? []
          : ['divider' as const, { icon: 'sign-out' as const, label: t('account.signOut'), onSelect: () => void leave() }]),
      ]}
    />
  );
}
