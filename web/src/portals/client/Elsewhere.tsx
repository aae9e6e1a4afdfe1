import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { boot, herePath, sitePath } from '../../lib/boot.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';
import s from './Notice.module.css';

/** A tech who opened an address of the client portal. */
export function Elsewhere({ name }: { name: string }): ReactNode {
  const { t } = useTranslation('client');
  const here = encodeURIComponent(herePath());
  return (
    <main id="main" className={s['page']}>
      <EmptyState
        title={t('elsewhere.title')}
        actions={
          <>
            <ButtonLink kind="primary" href={sitePath('/tech')}>
              {t('elsewhere.tech')}
            </ButtonLink>
            <ButtonLink href={`${boot().signInPath}?choose=1&to=${here}`}>{t('elsewhere.choose')}</ButtonLink>
          </>
        }
      >
        {t('elsewhere.body', { name })}
      </EmptyState>
    </main>
  );
}
