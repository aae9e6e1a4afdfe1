import { createLink, Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ButtonLink } from '../Button.tsx';
import { Icon } from '../Icon.tsx';
import s from './links.module.css';

export const RouterButton = createLink(ButtonLink);

/** Back to the list a record came from. */
export function BackLink({ to, children }: { to: string; children: ReactNode }): ReactNode {
  return (
    <Link to={to} className={s['back'] ?? ''}>
      <Icon name="chevron-start" size={16} />
      {children}
    </Link>
  );
}

/** The name in a row that opens its page. */
export function RowLink({ children, ...rest }: LinkProps & { children: ReactNode }): ReactNode {
  return (
    <Link {...rest} className={s['row'] ?? ''}>
      {children}
    </Link>
  );
}
/** A link in running text or at the end of a card's head. */
export function QuietLink({ children, ...rest }: LinkProps & { children: ReactNode }): ReactNode {
  return (
    <Link {...rest} className={s['quiet'] ?? ''}>
      {children}
    </Link>
  );
}
