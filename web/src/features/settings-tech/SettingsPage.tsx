import { createLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';
import { TabLink, TabNav } from '../../ui/Tabs.tsx';
import { ApiKeysPanel } from './ApiKeysPanel.tsx';
import { ProfilePanel } from './ProfileForm.tsx';
import { SecurityPanel } from './SecurityPanel.tsx';
import s from './Settings.module.css';

const SectionLink = createLink(TabLink);
const SECTIONS = ['profile', 'security', 'keys'] as const;

/** Everything about oneself. */
export function SettingsPage({ section }: { section: string }): ReactNode {
  const { t } = useTranslation('tech');
  const current = SECTIONS.find((name) => name === section) ?? 'profile';
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
        {current === 'profile' ? <ProfilePanel /> : current === 'security' ? <SecurityPanel /> : <ApiKeysPanel />}
      </Page>
    </main>
  );
}
