import { Menu as Floating } from '@mantine/core';
import { cloneElement, type ReactElement, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { cx } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import s from './Menu.module.css';
import type { MenuEntry, MenuProps } from './Menu.tsx';

/** The menu itself (see Menu.tsx). It is mounted because somebody wants it open, and the button they pressed has just been drawn anew. */
export default function MenuFrame({ trigger, items, align = 'start', width, label }: MenuProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const holder = useRef<HTMLElement>(null);
  useEffect(() => {
    holder.current?.focus({ preventScroll: true });
    setOpened(true);
  }, []);
  return (
    <Floating
      opened={opened}
      onChange={setOpened}
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
      <Floating.Target>{cloneElement(trigger as ReactElement<{ ref?: Ref<HTMLElement> }>, { ref: holder })}</Floating.Target>
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
