import type { ReactNode } from 'react';
import s from './Icon.module.css';
import { SHAPES } from './icon-shapes.tsx';

export type IconName = keyof typeof SHAPES;
export type IconSize = 14 | 16 | 18 | 20 | 24;

/** Shapes that point somewhere and turn round in right-to-left pages. */
const DIRECTED: ReadonlySet<IconName> = new Set([
  'reply',
  'undo',
  'redo',
  'chevron-start',
  'chevron-end',
  'arrow-end',
  'sign-out',
  'enter',
  'list',
  'numbered',
  'quote',
]);

/** Decoration beside a word by default; give `label` only where no word stands beside it. */
export function Icon({
  name,
  size = 18,
  label,
  className,
}: {
  name: IconName;
  size?: IconSize;
  label?: string;
  className?: string | undefined;
}): ReactNode {
  const classes = [s['icon'], DIRECTED.has(name) ? s['flip'] : '', className].filter(Boolean).join(' ');
  const told = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden, or named by aria-label; a title element would add a browser tooltip
    <svg className={classes} viewBox="0 0 24 24" width={size} height={size} {...told}>
      {SHAPES[name]}
    </svg>
  );
}
