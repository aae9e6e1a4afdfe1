import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import s from './Tooltip.module.css';

const DELAY_MS = 400;
const GAP = 6;
const EDGE = 8;

export interface TooltipProps {
  readonly label: ReactNode;
  /** One element; its own name already says what the tooltip shows, so nothing is announced twice. */
  readonly children: ReactNode;
}

/** Shows a word or two beside what the pointer rests on or the keyboard reached. Small and our own, because every page needs it. */
export function Tooltip({ label, children }: TooltipProps): ReactNode {
  const holder = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shown, setShown] = useState(false);
  const hide = () => {
    clearTimeout(timer.current);
    setShown(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const wait = ({ pointerType }: PointerEvent) => {
    if (pointerType === 'touch') return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(true), DELAY_MS);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens on behalf of what it holds
    <span
      ref={holder}
      className={s['holder']}
      onPointerEnter={wait}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={({ target }: FocusEvent) => target.matches(':focus-visible') && setShown(true)}
      onBlur={hide}
      onKeyDown={({ key }) => key === 'Escape' && hide()}
    >
      {children}
      {shown && holder.current?.firstElementChild && <Bubble near={holder.current.firstElementChild}>{label}</Bubble>}
    </span>
  );
}

/** Above its element, or below where there is no room; never beyond the edge of the window. */
function Bubble({ near, children }: { near: Element; children: ReactNode }): ReactNode {
  const bubble = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const own = bubble.current;
    if (!own) return;
    const target = near.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = own;
    const top = target.top - height - GAP;
    const left = target.left + target.width / 2 - width / 2;
    own.style.top = `${top < EDGE ? target.bottom + GAP : top}px`;
    own.style.left = `${Math.max(EDGE, Math.min(left, document.documentElement.clientWidth - width - EDGE))}px`;
  }, [near]);
  return createPortal(
    <span ref={bubble} role="tooltip" className={s['bubble']}>
      {children}
    </span>,
    document.body,
  );
}
