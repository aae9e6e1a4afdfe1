import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { boot, sitePath } from '../../lib/boot.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language, setLanguage } from '../../lib/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Logo } from '../../ui/Surface.tsx';
import s from './SignIn.module.css';
import { goTo, useStep } from './steps.ts';

/** The provider's mark above, one box in the middle, help and language below. */
export function Frame({ children }: { children: ReactNode }): ReactNode {
  return (
    <div className={s['page']}>
      <header className={s['top']}>
        <Logo url={boot().logoUrl} />
        <bdi>{boot().brandName}</bdi>
      </header>
      <main id="main" className={s['main']}>
        <div className={s['box']}>{children}</div>
      </main>
      <Foot />
    </div>
  );
}

function Foot(): ReactNode {
  const { t, i18n } = useTranslation('sign-in');
  const step = useStep();
  const phone = boot().supportPhone;
  const others = LANGUAGES.filter((language) => language !== i18n.language);
  return (
    <footer className={s['foot']}>
      {step !== 'trouble' && (
        <button type="button" className={s['footLink']} onClick={() => goTo('trouble')}>
          {t('foot.trouble')}
        </button>
      )}
      {phone && (
        <a className={s['footLink']} href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
          {t('foot.call')} <bdi dir="ltr">{phone}</bdi>
        </a>
      )}
      {boot().demo && (
        <a className={s['footLink']} href={sitePath('/inbox')}>
          {t('foot.inbox')}
        </a>
      )}
      <span className={s['languages']}>
        <Icon name="globe" size={16} />
        {others.map((language: Language) => (
          <button key={language} type="button" lang={language} className={s['footLink']} onClick={() => void setLanguage(language)}>
            {LANGUAGE_NAMES[language]}
          </button>
        ))}
      </span>
    </footer>
  );
}
