import { Menu as Floating } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import s from './Menu.module.css';

export interface MenuItem {
  readonly label: ReactNode;
  /** Identifies the entry when the label is not a plain string. */
  readonly id?: string;
  readonly onSelect?: () => void;
  readonly href?: string;
  readonly icon?: IconName | undefined;
  /** Anything drawn in the icon's place: an avatar, a status. */
  readonly mark?: ReactNode;
  readonly note?: ReactNode;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Given for every entry of a choice; the chosen one carries a tick. */
  readonly checked?: boolean;
}
export type MenuEntry = MenuItem | 'divider' | { readonly heading: string };

export interface MenuProps {
  /** One button; it gets the menu's aria attributes. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
  readonly width?: number;
  readonly label?: string;
}

export function Menu({ trigger, items, align = 'start', width, label }: MenuProps): ReactNode {
  return (
    <Floating
      position={align === 'start' ? 'bottom-start' : 'bottom-end'}
      offset={4}
      shadow="none"
      returnFocus
      withInitialFocusPlaceholder={false}
      loop
      transitionProps={{ duration: 120, transition: 'fade-down' }}
      {...(width ? { width } : {})}
      classNames={{
        dropdown: s['dropdown'] ?? '',
        item: s['item'] ?? '',
        itemLabel: s['label'] ?? '',
        label: s['heading'] ?? '',
        divider: s['divider'] ?? '',
      }}
    >
      <Floating.Target>{trigger}</Floating.Target>
      <Floating.Dropdown aria-label={label}>{items.map((entry, index) => entryOf(entry, index))}</Floating.Dropdown>
    </Floating>
  );
}

function entryOf(entry: MenuEntry, index: number): ReactNode {
  if (entry === 'divider') return <Floating.Divider key={`divider-${index}`} />;
  if ('heading' in entry) return <Floating.Label key={entry.heading}>{entry.heading}</Floating.Label>;
  const content = (
    <span className={s['row']}>
      {entry.mark ?? (entry.icon && <Icon name={entry.icon} size={16} />)}
      <span className={s['words']}>{entry.label}</span>
      {entry.note && <span className={s['note']}>{entry.note}</span>}
      {entry.keys && <Kbd keys={entry.keys} />}
      {entry.checked !== undefined && <span className={s['tick']}>{entry.checked && <Icon name="check" size={16} />}</span>}
    </span>
  );
  const key = entry.id ?? (typeof entry.label === 'string' ? entry.label : index);
  const shared = { className: cx(entry.danger && s['danger']), disabled: entry.disabled ?? false, onClick: entry.onSelect };
  if (entry.href)
    return (
      <Floating.Item key={key} component="a" href={entry.href} {...shared}>
        {content}
      </Floating.Item>
    );
  const current = entry.checked === undefined ? {} : { 'aria-current': entry.checked };
  return (
    <Floating.Item key={key} {...shared} {...current}>
      {content}
    </Floating.Item>
  );
}
