import { type ComponentPropsWithRef, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { cx } from './class-names.ts';
import s from './Tabs.module.css';

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly count?: number | undefined;
}
interface TabsProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly tabs: readonly Tab<V>[];
  /** Prefix of the panels' ids: the panel of tab `a` is `<TabPanel id="x" value="a">`. */
  readonly id: string;
}

/** Tabs within a page; arrows move, and moving chooses. Tabs that are pages of their own: `TabLink` in a nav. */
export function Tabs<V extends string>({ label, value, onChange, tabs, id }: TabsProps<V>): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const toEnd = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const toStart = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const index = tabs.findIndex((tab) => tab.value === value);
    const next =
      event.key === toEnd
        ? index + 1
        : event.key === toStart
          ? index - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? tabs.length - 1
              : null;
    const tab = next === null ? undefined : tabs[(next + tabs.length) % tabs.length];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.value);
    ref.current?.querySelector<HTMLElement>(`[id="${id}-tab-${tab.value}"]`)?.focus();
  };
  return (
    <div ref={ref} role="tablist" aria-label={label} className={s['tabs']} onKeyDown={onKey}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.value}`}
          aria-controls={`${id}-panel-${tab.value}`}
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          className={cx(s['tab'], tab.value === value && s['on'])}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <span className={s['count']}>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

export function TabPanel({ id, value, children }: { id: string; value: string; children: ReactNode }): ReactNode {
  return (
    <div role="tabpanel" id={`${id}-panel-${value}`} aria-labelledby={`${id}-tab-${value}`}>
      {children}
    </div>
  );
}

export function TabNav({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <nav aria-label={label} className={s['tabs']}>
      {children}
    </nav>
  );
}
/** For `createLink(TabLink)`; the router sets `aria-current`. */
export function TabLink({ className, count, children, ...rest }: ComponentPropsWithRef<'a'> & { count?: number | undefined }): ReactNode {
  return (
    <a className={cx(s['tab'], className)} {...rest}>
      {children}
      {count !== undefined && <span className={s['count']}>{count}</span>}
    </a>
  );
}
