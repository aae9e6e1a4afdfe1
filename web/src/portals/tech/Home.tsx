import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';

/** Placeholder of the foundations; the portal replaces it. */
export function Home(): ReactNode {
  const { t } = useTranslation('tech');
  return (
    <main id="main">
      <Page title={t('start.title')}>{null}</Page>
    </main>
  );
}
