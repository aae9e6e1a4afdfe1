import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Placeholder of the foundations; the sign-in feature replaces it. */
export function SignInPage(): ReactNode {
  const { t } = useTranslation('sign-in');
  return (
    <main id="main">
      <h1>{t('start.title')}</h1>
    </main>
  );
}
