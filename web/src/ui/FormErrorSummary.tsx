import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '../lib/form.ts';
import s from './FormErrorSummary.module.css';

/** First thing in a form that was refused: links to each field, the same words as at the field. Takes focus when it appears. */
export function FormErrorSummary({ errors }: { errors: FieldErrors }): ReactNode {
  const { t } = useTranslation('ui');
  const ref = useRef<HTMLDivElement>(null);
  const entries = Object.entries(errors);
  const shown = entries.length > 0;
  useEffect(() => {
    if (shown) ref.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={ref} className={s['summary']} role="alert" tabIndex={-1}>
      <h2>{t('form.summary', { count: entries.length })}</h2>
      <ul>
        {entries.map(([name, message]) => (
          <li key={name}>
            <a
              href={`#field-${name}`}
              onClick={(event) => {
                event.preventDefault();
                const field = document.getElementById(`field-${name}`);
                field?.scrollIntoView({ block: 'center' });
                field?.focus();
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
