import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { SettingsPage } from '../../../features/settings-tech/SettingsPage.tsx';
import { SecondFactor } from '../../../features/sign-in-means/SecondFactor.tsx';
import { useAccount } from '../../../lib/use-account.ts';

export function Settings(): ReactNode {
  const { section = 'profile' } = useParams({ strict: false }) as { section?: string };
  const account = useAccount();
  return <SettingsPage section={section} means={account && <SecondFactor accountId={account.id} />} />;
}
