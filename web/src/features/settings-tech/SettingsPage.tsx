import { createLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';
import { TabLink, TabNav } from '../../ui/Tabs.tsx';
import { ApiKeysPanel } from './ApiKeysPanel.tsx';
import { AvailabilityPanel } from './AvailabilityPanel.tsx';
import { ProfilePanel } from './ProfileForm.tsx';
import { SecurityPanel } from './SecurityPanel.tsx';
import s from './Settings.module.css';
import { TeamsPanel } from './TeamsPanel.tsx';

const SectionLink = createLink(TabLink);
const SECTIONS = ['profile', 'availability', 'notifications', 'teams', 'security', 'keys'] as const;
const PANELS = { profile: ProfilePanel, availability: AvailabilityPanel, teams: TeamsPanel, keys: ApiKeysPanel };

/** Everything about oneself. */
export function SettingsPage({
  section,
  means,
  notifications,
}: {
  section: string;
  means: ReactNode;
  notifications: ReactNode;
}): ReactNode {
  const { t } = useTranslation('tech');
  const current = SECTIONS.find((name) => name === section) ?? 'profile';
  const Panel = current === 'security' || current === 'notifications' ? null : PANELS[current];
  return (
    <main id="main" className={s['page']}>
      <Page title={t('settings.title')}>
        <TabNav label={t('settings.title')}>
          {SECTIONS.map((name) => (
            <SectionLink key={name} to="/settings/$section" params={{ section: name }}>
              {t(`settings.section.${name}`)}
            </SectionLink>
          ))}
        </TabNav>
        {Panel ? <Panel /> : current === 'notifications' ? notifications : <SecurityPanel means={means} />}
      </Page>
    </main>
  );
}
