import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';
import { RouterButton } from '../../ui/records/links.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';

/** An address no page has. */
export function Missing(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Page title={t('stray.title')}>
      <EmptyState title={t('stray.head')} actions={<RouterButton to="/">{t('stray.home')}</RouterButton>}>
        {t('stray.body')}
      </EmptyState>
    </Page>
  );
}

/** A page whose code did not arrive or broke: the navigation stays usable. */
export function PageFailed({ error }: { error: unknown }): ReactNode {
  return <ErrorState error={error} onRetry={() => location.reload()} />;
}
