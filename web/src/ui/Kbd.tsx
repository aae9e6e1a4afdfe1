import type { ReactNode } from 'react';
import s from './Kbd.module.css';

const NAMES: Readonly<Record<string, string>> = {
  enter: '↵',
  esc: 'Esc',
  up: '↑',
  down: '↓',
  mod: isMac() ? '⌘' : 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  tab: 'Tab',
  space: 'Space',
};

function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** A key shown where it acts: `<Kbd keys="mod+k" />`, `<Kbd keys="g t" />`. Hidden from assistive technology, which hears `aria-keyshortcuts`. */
export function Kbd({ keys }: { keys: string }): ReactNode {
  return (
    <span className={s['keys']} aria-hidden>
      {keys.split(/[+ ]/).map((key) => (
        <kbd key={key} className={s['key']}>
          {NAMES[key] ?? key.toUpperCase()}
        </kbd>
      ))}
    </span>
  );
}
