import type { ReactNode } from 'react';
import { TagsPage } from '../../../features/tags/TagsPage.tsx';
import { useAccount } from '../../../lib/use-account.ts';
import s from '../Shell.module.css';
import { Stray } from './Stray.tsx';

/** For advanced techs, who have no admin console. */
export function Tags(): ReactNode {
  const { role } = useAccount();
  if (role === 'member' || role === 'streamline') return <Stray />;
  return (
    <main id="main" className={s['tags']}>
      <TagsPage />
    </main>
  );
}
