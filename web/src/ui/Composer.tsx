import type { ReactNode } from 'react';
import s from './Composer.module.css';
import { cx } from './class-names.ts';
import { Icon, type IconName } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';

export interface ComposerMode<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon: IconName;
  readonly keys?: string;
}
export interface ComposerProps<V extends string> {
  readonly label: string;
  readonly modes?: readonly ComposerMode<V>[];
  readonly mode?: V;
  readonly onMode?: (mode: V) => void;
  /** Ground, edge and everything inside change together. */
  readonly internal?: boolean;
  /** Who gets it, or who sees it. */
  readonly to?: ReactNode;
  readonly state?: ReactNode;
  readonly children: ReactNode;
  readonly tools?: ReactNode;
  readonly actions: ReactNode;
}

/** Frame of a reply: modes with their keys, recipients, text, tools at the start and the button at the end. */
export function Composer<V extends string>({
  label,
  modes,
  mode,
  onMode,
  internal,
  to,
  state,
  children,
  tools,
  actions,
}: ComposerProps<V>): ReactNode {
  return (
    <section className={cx(s['composer'], internal && s['internal'])} aria-label={label}>
      {modes && (
        <div className={s['modes']}>
          {modes.map((item) => (
            <button
              key={item.value}
              type="button"
              className={cx(s['mode'], item.value === mode && s['on'])}
              aria-pressed={item.value === mode}
              aria-keyshortcuts={item.keys}
              onClick={() => onMode?.(item.value)}
            >
              <Icon name={item.icon} size={16} />
              {item.label}
              {item.keys && <Kbd keys={item.keys} />}
            </button>
          ))}
          {state && <span className={s['state']}>{state}</span>}
        </div>
      )}
      {to && (
        <div className={s['to']}>
          {internal && <Icon name="lock" size={16} />}
          {to}
        </div>
      )}
      <div className={s['text']}>{children}</div>
      <div className={s['foot']}>
        {tools}
        <span className={s['actions']}>{actions}</span>
      </div>
    </section>
  );
}
