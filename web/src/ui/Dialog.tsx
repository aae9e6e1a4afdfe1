import { lazy, type ReactNode, Suspense, useState } from 'react';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons, the safe one first; they sit at the end and stay in view. */
  readonly actions?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
  /** Without a close button for questions that need an answer. */
  readonly question?: boolean;
}

const load = () => import('./DialogFrame.tsx');
const Frame = lazy(load);
// Ready before anybody asks, but not in the way of the first paint.
if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void load());

/** Traps focus, closes on Escape, gives focus back. Put `data-autofocus` on what should have it first. */
export function Dialog(props: DialogProps): ReactNode {
  const [opened, setOpened] = useState(props.open);
  if (props.open && !opened) setOpened(true);
  // Once opened it stays, so that closing can be seen.
  return opened ? (
    <Suspense fallback={null}>
      <Frame {...props} />
    </Suspense>
  ) : null;
}
