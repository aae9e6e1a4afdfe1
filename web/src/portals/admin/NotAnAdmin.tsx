import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { boot, sitePath } from '../../lib/boot.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';

/** For techs who followed a link: says who may come in and where they can go instead. */
export function NotAnAdmin({ name }: { name: string }): ReactNode {
  const { t } = useTranslation('admin');
  useDocumentTitle(t('gate.title'));
  return (
    <main id="main">
      <EmptyState
        title={t('gate.title')}
        actions={
          <>
            <ButtonLink kind="primary" href={sitePath('/tech')}>
              {t('gate.tech')}
            </ButtonLink>
            <ButtonLink href={`${boot().signInPath}?choose=1`}>{t('account.switch')}</ButtonLink>
          </>
        }
      >
        {t('gate.body', { name })}
      </EmptyState>
    </main>
  );
}
