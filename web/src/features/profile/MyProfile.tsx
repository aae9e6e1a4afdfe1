import { getProfile } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../lib/query.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { MyPicture } from './MyPicture.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import s from './Profile.module.css';
import { ProfileForm } from './ProfileForm.tsx';
import { SessionList } from './SessionList.tsx';

/** One's own profile: who I am, how I sign in, where I am signed in. */
export function MyProfile({ means, nav }: { means: (accountId: number) => ReactNode; nav: ReactNode }): ReactNode {
  const { t } = useTranslation('profile');
  const found = useQuery(read(getProfile, {}));
  if (found.isPending) return <SkeletonText lines={6} label={t('loading')} />;
  if (found.isError && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const profile = found.data as Profile;
  return (
    <Page title={t('title')} intro={profile.company ? <bdi>{profile.company.name}</bdi> : undefined}>
      {nav}
      <div className={s['stack']}>
        <Card className={s['card']}>
          <MyPicture profile={profile} />
          <ProfileForm key={profile.id} profile={profile} />
        </Card>
        <Section title={t('password.title')}>
          <Card className={s['card']}>
            <PasswordForm profile={profile} />
          </Card>
        </Section>
        {means(profile.id)}
        <Section title={t('sessions.title')}>
          <SessionList />
        </Section>
      </div>
    </Page>
  );
}
