import type { ComponentPropsWithRef, ReactNode } from 'react';
import s from './Button.module.css';
import { cx } from './class-names.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

export type ButtonKind = 'primary' | 'default' | 'subtle' | 'danger' | 'internal';
export type ButtonSize = 'sm' | 'md' | 'lg';

interface Look {
  readonly kind?: ButtonKind;
  /** `sm` 28 px bars; `md` the portal's control height; `lg` sign-in. */
  readonly size?: ButtonSize;
  readonly icon?: IconName | undefined;
  readonly keys?: string | undefined;
  readonly wide?: boolean;
  /** Shows that the act is under way and ignores further presses; the button keeps focus and width. */
  readonly busy?: boolean;
}
export type ButtonProps = Look & ComponentPropsWithRef<'button'>;

const classesOf = ({ kind = 'default', size = 'md', wide, busy }: Look, extra?: string) =>
  cx(s['button'], s[kind], s[size], wide && s['wide'], busy && s['busy'], extra);

export function Button({ kind, size, icon, keys, wide, busy, className, children, onClick, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={classesOf({ ...(kind ? { kind } : {}), ...(size ? { size } : {}), wide: wide ?? false, busy: busy ?? false }, className)}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keys?.replace('mod', 'Control')}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {icon && <Icon name={icon} size={size === 'sm' ? 16 : 18} />}
      {children}
      {keys && <Kbd keys={keys} />}
    </button>
  );
}

export type ButtonLinkProps = Look & ComponentPropsWithRef<'a'>;
/** Looks like a button, goes somewhere. Router links: `<ButtonLink {...linkProps} />` or `createLink(ButtonLink)`. */
export function ButtonLink({ kind, size, icon, keys, wide, busy: _busy, className, children, ...rest }: ButtonLinkProps): ReactNode {
  return (
    <a className={classesOf({ ...(kind ? { kind } : {}), ...(size ? { size } : {}), wide: wide ?? false }, className)} {...rest}>
      {icon && <Icon name={icon} size={size === 'sm' ? 16 : 18} />}
      {children}
      {keys && <Kbd keys={keys} />}
    </a>
  );
}

/** A button that reads as a link in running text. */
export function TextButton({ className, ...rest }: ComponentPropsWithRef<'button'>): ReactNode {
  return <button type="button" className={cx(s['text'], className)} {...rest} />;
}
export const textLinkClass = s['text'];
