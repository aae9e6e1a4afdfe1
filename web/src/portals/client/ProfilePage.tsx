import type { ReactNode } from 'react';
import { MyProfile } from '../../features/profile/MyProfile.tsx';
import { SecondFactor } from '../../features/sign-in-means/SecondFactor.tsx';

export function ProfilePage(): ReactNode {
  return <MyProfile means={(accountId) => <SecondFactor accountId={accountId} />} />;
}
