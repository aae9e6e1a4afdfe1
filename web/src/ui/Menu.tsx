import { cloneElement, type KeyboardEvent, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import type { IconName } from './Icon.tsx';
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

const load = () => import('./MenuFrame.tsx');
const Frame = lazy(load);

/** A button with a menu. The menu around it is loaded when somebody comes near, and takes over with the first click. */
export function Menu(props: MenuProps): ReactNode {
  const [asked, setAsked] = useState(false);
  const trigger = cloneElement(props.trigger as ReactElement<Record<string, unknown>>, { 'aria-haspopup': 'menu', 'aria-expanded': false });
  const nearby = { onPointerEnter: () => void load(), onFocus: () => void load() };
  const ask = {
    onClick: () => setAsked(true),
    onKeyDown: ({ key }: KeyboardEvent) => key === 'ArrowDown' && setAsked(true),
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens on behalf of the button inside
    <span className={s['holder']} {...(asked ? {} : { ...nearby, ...ask })}>
      {asked ? (
        <Suspense fallback={trigger}>
          <Frame {...props} />
        </Suspense>
      ) : (
        trigger
      )}
    </span>
  );
}
