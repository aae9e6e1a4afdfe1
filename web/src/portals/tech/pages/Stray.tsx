import { createLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/States.tsx';

const ListLink = createLink(ButtonLink);

/** An address nothing is behind. */
export function Stray(): ReactNode {
  const { t } = useTranslation('tech');
  useDocumentTitle(t('stray.title'));
  return (
    <main id="main">
      <EmptyState title={t('stray.title')} actions={<ListLink to="/tickets">{t('ticket.back')}</ListLink>}>
        {t('stray.body')}
      </EmptyState>
    </main>
  );
}
