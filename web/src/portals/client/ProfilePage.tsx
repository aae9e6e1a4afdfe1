import { createLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NotificationSettings } from '../../features/notification-settings/NotificationSettings.tsx';
import { MyProfile } from '../../features/profile/MyProfile.tsx';
import { Passkeys } from '../../features/sign-in-means/Passkeys.tsx';
import { SecondFactor } from '../../features/sign-in-means/SecondFactor.tsx';
import { Page } from '../../ui/Page.tsx';
import { TabLink, TabNav } from '../../ui/Tabs.tsx';

const SectionLink = createLink(TabLink);

function Sections(): ReactNode {
  const { t } = useTranslation('profile');
  return (
    <TabNav label={t('title')}>
      <SectionLink to="/profile" activeOptions={{ exact: true }}>
        {t('section.profile')}
      </SectionLink>
      <SectionLink to="/profile/notifications">{t('section.notifications')}</SectionLink>
    </TabNav>
  );
}

export function ProfilePage(): ReactNode {
  return (
    <MyProfile
      nav={<Sections />}
      means={(accountId) => (
        <>
          <Passkeys accountId={accountId} />
          <SecondFactor accountId={accountId} />
        </>
      )}
    />
  );
}

export function NotificationsPage(): ReactNode {
  const { t } = useTranslation(['profile', 'notifications']);
  return (
    <Page title={t('notifications:title')} intro={t('notifications:intro')}>
      <Sections />
      <NotificationSettings audience="contact" />
    </Page>
  );
}
