import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Page } from '../../ui/Page.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { FlagList } from './FlagList.tsx';
import { GroupTags } from './GroupTags.tsx';
import { RightsPanel } from './RightsPanel.tsx';
import { StaffRestrictions } from './StaffRestrictions.tsx';
import { useRights } from './use-rights.ts';

const TABS = ['everyone', 'companies', 'contacts', 'tags', 'staff'] as const;
type Tab = (typeof TABS)[number];

/** Who may do what: for everybody, for companies and people who differ, and for staff. */
export function PermissionsPage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const wanted = (useSearch({ strict: false }) as { tab?: string }).tab;
  const tab: Tab = TABS.find((one) => one === wanted) ?? 'everyone';
  return (
    <Page title={t('nav.permissions')} intro={t('rights.intro')}>
      <Tabs
        id="permissions"
        label={t('nav.permissions')}
        value={tab}
        onChange={(value) => void navigate({ to: '.', replace: true, search: (value === 'everyone' ? {} : { tab: value }) as never })}
        tabs={TABS.map((value) => ({ value, label: t(`rights.tab.${value}`) }))}
      />
      <TabPanel id="permissions" value={tab}>
        {tab === 'everyone' && <Everyone />}
        {(tab === 'companies' || tab === 'contacts') && <FlagList key={tab} of={tab} />}
        {tab === 'tags' && <GroupTags />}
        {tab === 'staff' && <StaffRestrictions />}
      </TabPanel>
    </Page>
  );
}

function Everyone(): ReactNode {
  const { t } = useTranslation('admin');
  const isMaster = useIsMasterAdmin();
  const { query, save } = useRights('global', 0);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonText lines={12} label={t('loading')} />;
  return (
    <>
      {!isMaster && <Banner tone="info">{t('locked.master')}</Banner>}
      <RightsPanel view={query.data} level="global" locked={!isMaster} save={save} />
    </>
  );
}
