import { type ReactNode, useSyncExternalStore } from 'react';
import s from './Hidden.module.css';

let message = '';
const listeners = new Set<() => void>();

/** Speaks a sentence that the screen shows in another way: "3 tickets, sorted by due time". */
export function announce(text: string): void {
  // The same sentence twice would not be spoken again without a change.
  message = text === message ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

/** Part of `UiProvider`. */
export function LiveRegion(): ReactNode {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => message,
  );
  return (
    <div className={s['hidden']} aria-live="polite" aria-atomic>
      {text}
    </div>
  );
}

export function Hidden({ children }: { children: ReactNode }): ReactNode {
  return <span className={s['hidden']}>{children}</span>;
}

/** First thing the Tab key reaches; the page's main element has the id `main`. */
export function SkipLink({ children, target = 'main' }: { children: ReactNode; target?: string }): ReactNode {
  return (
    <a className={s['skip']} href={`#${target}`}>
      {children}
    </a>
  );
}
