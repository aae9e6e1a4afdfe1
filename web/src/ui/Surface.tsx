import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { Icon, type IconName } from './Icon.tsx';
import s from './Surface.module.css';

export type Tone = 'idle' | 'info' | 'warn' | 'bad' | 'good' | 'alt' | 'brand';

export function Card({ className, ...rest }: ComponentPropsWithRef<'section'>): ReactNode {
  return <section className={cx(s['card'], className)} {...rest} />;
}
/** Title bar of a card in tech and admin. */
export function CardHeader({ title, children }: { title: ReactNode; children?: ReactNode }): ReactNode {
  return (
    <header className={s['cardHead']}>
      <h2>{title}</h2>
      {children}
    </header>
  );
}
/** Rounded, coloured: a state or a role ("VIP", "Approver"). */
export function Pill({ tone = 'idle', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }): ReactNode {
  return (
    <span className={cx(s['pill'], s[tone])}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}
/** Square, quiet: a word someone put there. */
export function Tag({ children, onRemove, removeLabel }: { children: ReactNode; onRemove?: () => void; removeLabel?: string }): ReactNode {
  return (
    <span className={s['tag']}>
      <bdi>{children}</bdi>
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          <Icon name="close" size={14} />
        </button>
      )}
    </span>
  );
}
/** How many wait; `hot` when they wait for the reader. */
export function CountBadge({ count, hot }: { count: number; hot?: boolean }): ReactNode {
  return <span className={cx(s['badge'], hot && s['hot'])}>{count > 99 ? '99+' : count}</span>;
}
export function Progress({
  value,
  max = 100,
  label,
  tone = 'brand',
  thin,
}: {
  value: number;
  max?: number;
  label: string;
  tone?: 'brand' | 'warn' | 'idle';
  thin?: boolean;
}): ReactNode {
  const share = max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0;
  return (
    <span
      className={cx(s['bar'], s[`bar-${tone}`], thin && s['thin'])}
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(share)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ inlineSize: `${share}%` }} />
    </span>
  );
}
/** The provider's mark: its picture, else the portico on the brand colour. */
export function Logo({ url, size = 28 }: { url?: string | null; size?: 28 | 36 }): ReactNode {
  if (url) return <img className={s['logoImage']} src={url} alt="" width={size} height={size} />;
  return (
    <span className={s['logo']} style={{ inlineSize: size, blockSize: size }}>
      <Icon name="logo" size={20} />
    </span>
  );
}
/** A person's or company's name: isolated, so that mixed scripts keep their order. */
export function Name({ children, truncate, strong }: { children: string; truncate?: boolean; strong?: boolean }): ReactNode {
  return (
    <bdi className={cx(truncate && s['truncate'], strong && s['strong'])} title={truncate ? children : undefined}>
      {children}
    </bdi>
  );
}
export const mutedClass = s['muted'];
