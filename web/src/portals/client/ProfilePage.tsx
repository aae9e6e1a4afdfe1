import type { ReactNode } from 'react';
import { MyProfile } from '../../features/profile/MyProfile.tsx';

export function ProfilePage(): ReactNode {
  return <MyProfile />;
}
