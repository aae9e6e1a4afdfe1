import type { ReactNode } from 'react';
import { MyProfile } from '../../features/profile/MyProfile.tsx';
import { Passkeys } from '../../features/sign-in-means/Passkeys.tsx';
import { SecondFactor } from '../../features/sign-in-means/SecondFactor.tsx';

export function ProfilePage(): ReactNode {
  return (
    <MyProfile
      means={(accountId) => (
        <>
          <Passkeys accountId={accountId} />
          <SecondFactor accountId={accountId} />
        </>
      )}
    />
  );
}
