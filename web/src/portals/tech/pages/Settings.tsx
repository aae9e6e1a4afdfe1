import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { SettingsPage } from '../../../features/settings-tech/SettingsPage.tsx';

export function Settings(): ReactNode {
  const { section = 'profile' } = useParams({ strict: false }) as { section?: string };
  return <SettingsPage section={section} />;
}
