import type { ReactNode } from 'react';
import { Button, type ButtonKind, type ButtonSize } from './Button.tsx';
import { cx } from './class-names.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Menu, type MenuEntry } from './Menu.tsx';
import s from './SplitButton.module.css';

export interface SplitButtonProps {
  readonly label: string;
  /** Says what the second half opens: "Choose the status to set". */
  readonly moreLabel: string;
  readonly onPress: () => void;
  readonly items: readonly MenuEntry[];
  readonly kind?: Extract<ButtonKind, 'primary' | 'internal' | 'default'>;
  readonly size?: ButtonSize;
  readonly icon?: IconName;
  readonly keys?: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
}

/** The likely outcome on the button, its variations beside it. */
export function SplitButton({
  label,
  moreLabel,
  onPress,
  items,
  kind = 'primary',
  size = 'md',
  icon,
  keys,
  busy = false,
  disabled = false,
}: SplitButtonProps): ReactNode {
  return (
    <span className={cx(s['split'], s[kind])}>
      <Button kind={kind} size={size} icon={icon} keys={keys} busy={busy} disabled={disabled} onClick={onPress} className={s['main'] ?? ''}>
        {label}
      </Button>
      <Menu
        align="end"
        label={moreLabel}
        items={items}
        trigger={
          <Button kind={kind} size={size} disabled={disabled} aria-label={moreLabel} className={s['more'] ?? ''}>
            <Icon name="chevron-down" size={16} />
          </Button>
        }
      />
    </span>
  );
}
