import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { NotificationSettings } from '../../../features/notification-settings/NotificationSettings.tsx';
import { SettingsPage } from '../../../features/settings-tech/SettingsPage.tsx';
import { Passkeys } from '../../../features/sign-in-means/Passkeys.tsx';
import { SecondFactor } from '../../../features/sign-in-means/SecondFactor.tsx';
import { useAccount } from '../../../lib/use-account.ts';

export function Settings(): ReactNode {
  const { section = 'profile' } = useParams({ strict: false }) as { section?: string };
  const account = useAccount();
  const means = account && (
    <>
      <Passkeys accountId={account.id} />
      <SecondFactor accountId={account.id} />
    </>
  );
  return <SettingsPage section={section} means={means} notifications={<NotificationSettings audience="tech" />} />;
}
