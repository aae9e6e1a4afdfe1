import type { ReactNode } from 'react';
import { useDocumentTitle } from '../lib/use-document-title.ts';
import s from './Page.module.css';

export interface PageHeaderProps {
  readonly title: string;
  /** Draws the title when it is more than text. */
  readonly heading?: ReactNode;
  readonly intro?: ReactNode;
  /** Link back to the list this came from. */
  readonly back?: ReactNode;
  readonly actions?: ReactNode;
  readonly before?: ReactNode;
}

export function PageHeader({ title, heading, intro, back, actions, before }: PageHeaderProps): ReactNode {
  useDocumentTitle(title);
  return (
    <header className={s['header']}>
      {back && <div className={s['back']}>{back}</div>}
      <div className={s['line']}>
        {before}
        <div className={s['words']}>
          <h1>{heading ?? title}</h1>
          {intro && <div className={s['intro']}>{intro}</div>}
        </div>
        {actions && <div className={s['actions']}>{actions}</div>}
      </div>
    </header>
  );
}

/** A page of the client portal or admin console: header, then content at a readable width. */
export function Page({ children, ...header }: PageHeaderProps & { children: ReactNode }): ReactNode {
  return (
    <div className={s['page']}>
      <PageHeader {...header} />
      {children}
    </div>
  );
}
/** Heading of a part, with its link at the end. */
export function Section({ title, action, children }: { title: ReactNode; action?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <section className={s['section']}>
      <div className={s['sectionHead']}>
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
/** Name and value pairs of side panels and cards. */
export function Details({ items }: { items: readonly { readonly name: string; readonly value: ReactNode }[] }): ReactNode {
  return (
    <dl className={s['details']}>
      {items.map((item) => (
        <div key={item.name}>
          <dt>{item.name}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
