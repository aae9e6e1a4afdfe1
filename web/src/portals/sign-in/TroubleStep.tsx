import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';

const QUESTIONS = ['noMail', 'wrongCode', 'link', 'unknown', 'noPlace'] as const;

/** Calm help in the order in which things go wrong. */
export function TroubleStep(): ReactNode {
  const { t } = useTranslation('sign-in');
  const phone = boot().supportPhone;
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{t('trouble.title')}</h1>
        <p>{t('trouble.intro')}</p>
      </div>
      <div className={s['questions']}>
        {QUESTIONS.map((question) => (
          <details key={question} name="trouble">
            <summary>
              {t(`trouble.${question}.title`)}
              <Icon name="chevron-down" size={16} />
            </summary>
            <p>{t(`trouble.${question}.body`)}</p>
          </details>
        ))}
      </div>
      <div className={s['acts']}>
        <Button kind="primary" onClick={() => goTo('')}>
          {t('trouble.back')}
        </Button>
        {phone && (
          <ButtonLink icon="phone" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
            <bdi dir="ltr">{phone}</bdi>
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
