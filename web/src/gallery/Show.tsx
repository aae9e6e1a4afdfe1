import type { ReactNode } from 'react';
import s from './Gallery.module.css';

export function Show({ title, children, wide }: { title: string; children: ReactNode; wide?: boolean }): ReactNode {
  return (
    <section className={wide ? s['wide'] : undefined}>
      <h2 className={s['title']}>{title}</h2>
      <div className={s['box']}>{children}</div>
    </section>
  );
}
export function Row({ children }: { children: ReactNode }): ReactNode {
  return <div className={s['row']}>{children}</div>;
}
