import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import { Icon, type IconName, type IconSize } from './Icon.tsx';
import s from './StatusBadge.module.css';

/** The eight kinds a queue's own statuses map onto. Each has a shape of its own, so colour is never needed to tell them apart. */
export const STATUS_KINDS = ['new', 'progress', 'waiting-you', 'waiting-other', 'approval', 'scheduled', 'resolved', 'closed'] as const;
export type StatusKind = (typeof STATUS_KINDS)[number];
export const PRIORITY_LEVELS = ['urgent', 'high', 'normal', 'low'] as const;
export type PriorityLevel = (typeof PRIORITY_LEVELS)[number];
export type SlaState = 'ok' | 'soon' | 'breached' | 'paused';

const STATUS_ICONS: Readonly<Record<StatusKind, IconName>> = {
  new: 'circle-dashed',
  progress: 'half',
  'waiting-you': 'speech',
  'waiting-other': 'clock',
  approval: 'seal',
  scheduled: 'calendar',
  resolved: 'check-circle',
  closed: 'disc-check',
};
const SLA_ICONS: Readonly<Record<SlaState, IconName>> = { ok: 'clock', soon: 'clock', breached: 'warning', paused: 'pause' };

/** The shape alone, for tabs and links where the word stands beside it; `label` when it does not. */
export function StatusIcon({ kind, size = 16, label }: { kind: StatusKind; size?: IconSize; label?: string }): ReactNode {
  return (
    <span className={cx(s['status'], s[kind])}>
      <Icon name={STATUS_ICONS[kind]} size={size} {...(label ? { label } : {})} />
    </span>
  );
}

/** Shape and the status's own name: "Customer replied" is drawn as in progress. `plain` keeps the word in text colour (facets, menus). */
export function StatusBadge({
  kind,
  name,
  plain,
  size = 16,
}: {
  kind: StatusKind;
  name: string;
  plain?: boolean;
  size?: IconSize;
}): ReactNode {
  return (
    <span className={cx(s['status'], s[kind], plain && s['plain'])}>
      <Icon name={STATUS_ICONS[kind]} size={size} />
      <span className={s['word']}>{name}</span>
    </span>
  );
}

export function PriorityBadge({ level, name, plain }: { level: PriorityLevel; name: string; plain?: boolean }): ReactNode {
  return (
    <span className={cx(s['priority'], s[level], plain && s['plain'])}>
      <Icon name={`pr-${level}`} size={14} />
      <span className={s['word']}>{name}</span>
    </span>
  );
}

/** The clock to a promise: neutral until it is tight. `text` is what `formatCountdown` gives, or the word for paused. */
export function SlaBadge({ state, text, label }: { state: SlaState; text: string; label?: string }): ReactNode {
  return (
    <span className={cx(s['sla'], s[state])} {...(label ? { role: 'img', 'aria-label': label } : {})}>
      <Icon name={SLA_ICONS[state]} size={14} />
      <bdi>{text}</bdi>
    </span>
  );
}
