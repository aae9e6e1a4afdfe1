import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';
import s from './FormCard.module.css';

/** One part of a form: what it is and what it does on the start side, its fields beside it. */
export function FormCard({
  title,
  hint,
  children,
  wide,
}: {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}): ReactNode {
  return (
    <section className={cx(s['card'], wide && s['wide'])} aria-label={title}>
      <div className={s['about']}>
        <h2>{title}</h2>
        {hint && <div className={s['hint']}>{hint}</div>}
      </div>
      <div className={s['body']}>{children}</div>
    </section>
  );
}

/** Two fields side by side where there is room. */
export function FieldGrid({ children }: { children: ReactNode }): ReactNode {
  return <div className={s['grid']}>{children}</div>;
}
