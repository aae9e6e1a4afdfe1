import type { getOverview } from '@portico/contracts/system/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechReply } from '../../lib/for-tech.ts';
import { RouterButton } from '../../ui/records/links.tsx';
import { Banner } from '../../ui/States.tsx';

/** More contacts could sign in than the limit somebody set to be told of; nobody is kept out by it. */
export function OverLimit({ users }: { users: TechReply<typeof getOverview>['users'] }): ReactNode {
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  if (!users || users.limit === null || users.potential <= users.limit) return null;
  const look = (
    <RouterButton size="sm" to="/portal-access">
      {admin('nav.portalAccess')}
    </RouterButton>
  );
  return (
    <Banner tone="warn" title={`${t('access.users', { count: users.potential })}.`} action={look}>
      {t('access.over', { count: users.potential - users.limit })}
    </Banner>
  );
}
