import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { Icon, type IconName, type IconSize } from './Icon.tsx';
import s from './IconButton.module.css';
import { Kbd } from './Kbd.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'children'> {
  readonly icon: IconName;
  /** Spoken, and shown as the tooltip. */
  readonly label: string;
  readonly size?: 'sm' | 'md';
  readonly iconSize?: IconSize;
  readonly keys?: string;
  readonly pressed?: boolean;
  /** A dot that says something new is behind it; say so in `label` too. */
  readonly dot?: boolean;
}

export function IconButton({
  icon,
  label,
  size = 'sm',
  iconSize = 18,
  keys,
  pressed,
  dot,
  className,
  ...rest
}: IconButtonProps): ReactNode {
  const tip = keys ? (
    <span className={s['tip']}>
      {label} <Kbd keys={keys} />
    </span>
  ) : (
    label
  );
  return (
    <Tooltip label={tip}>
      <button
        type="button"
        className={cx(s['button'], s[size], pressed && s['pressed'], className)}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys?.replace('mod', 'Control')}
        {...rest}
      >
        <Icon name={icon} size={iconSize} />
        {dot && <i className={s['dot']} />}
      </button>
    </Tooltip>
  );
}

/** Explains what is shown in short; anything interactive keeps its own label. */
export const Tip = ({ text, children }: { text: ReactNode; children: ReactNode }): ReactNode => <Tooltip label={text}>{children}</Tooltip>;
