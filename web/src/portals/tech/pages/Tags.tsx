import { type ReactNode, useEffect, useState } from 'react';
import { TagsPage } from '../../../features/tags/TagsPage.tsx';
import { loadArea } from '../../../lib/i18n.ts';
import { useAccount } from '../../../lib/use-account.ts';
import s from '../Shell.module.css';
import { Stray } from './Stray.tsx';

/** For advanced techs, who have no admin console. */
export function Tags(): ReactNode {
  const { role } = useAccount();
  const [ready, setReady] = useState(false);
  useEffect(() => void loadArea('people').then(() => setReady(true)), []);
  if (role === 'member' || role === 'streamline') return <Stray />;
  return (
    <main id="main" className={s['tags']}>
      {ready && <TagsPage />}
    </main>
  );
}
