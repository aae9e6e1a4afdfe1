import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { applyBrand } from '../../theme/apply-theme.ts';
import { contrast, deriveBrand, isColour } from '../../theme/brand.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Pill } from '../../ui/Surface.tsx';
import s from './BrandPreview.module.css';

/** What a colour becomes in both themes: it is moved until text on it and in it can be read, and the number proves it. */
export function BrandPreview({ colour }: { colour: string }): ReactNode {
  const { t } = useTranslation('admin');
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ref.current && isColour(colour)) applyBrand(colour, ref.current);
  }, [colour]);
  return (
    <div ref={ref} className={s['themes']}>
      {(['light', 'dark'] as const).map((theme) => (
        <Theme key={theme} theme={theme} colour={colour} title={t(`desk.on.${theme}`)} />
      ))}
    </div>
  );
}

function Theme({ theme, colour, title }: { theme: 'light' | 'dark'; colour: string; title: string }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const { on, solid } = deriveBrand(colour)[theme];
  const ratio = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(contrast(on, solid));
  return (
    <section className={s['theme']} style={{ colorScheme: theme }} aria-label={title}>
      <h3>{title}</h3>
      <div className={s['row']}>
        <span className={s['button']}>{t('workspace.sampleButton')}</span>
        <span className={s['tick']}>
          <Icon name="check" size={14} />
        </span>
        <Pill tone="brand">{t('contacts.vip')}</Pill>
      </div>
      <div className={s['row']}>
        <span className={s['link']}>{t('workspace.sampleLink')}</span>
        <span className={s['focus']}>{t('workspace.sampleFocus')}</span>
      </div>
      <p>{t('workspace.contrast', { ratio })}</p>
    </section>
  );
}
