import type { TimelineEntryForTech } from '@portico/contracts/tickets/shapes.ts';
import { Fragment, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { nowMs } from '../../../lib/clock.ts';
import { shortStamp } from '../../../lib/time.ts';
import { usePlace } from '../../../lib/use-place.ts';
import type { IconName } from '../../../ui/Icon.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { TimelineEvent } from '../../../ui/Timeline.tsx';
import { isTold } from './blocks.ts';

type Change = TimelineEntryForTech['changes'][number];

const ICONS: Partial<Record<Change['field'], IconName>> = {
  assignee: 'person-add',
  team: 'team',
  status: 'half',
  priority: 'pr-high',
  tags: 'tag',
  dueAt: 'calendar',
  participants: 'people',
  contact: 'person',
  company: 'company',
};

/** One muted line: who, what was and **what is now**, when. */
export function EventLine({ entries }: { entries: readonly TimelineEntryForTech[] }): ReactNode {
  const { t } = useTranslation('tech');
  const last = entries.at(-1);
  if (!last) return null;
  const changes = merged(entries.flatMap((entry) => entry.changes));
  const did = entries.some((entry) => entry.kind === 'closed')
    ? 'closed'
    : entries.some((entry) => entry.kind === 'reopened')
      ? 'reopened'
      : null;
  const author = last.author;
  const icon: IconName =
    did === 'closed' ? 'check-circle' : did === 'reopened' ? 'refresh' : (ICONS[changes[0]?.field ?? 'title'] ?? 'edit');
  return (
    <TimelineEvent icon={icon}>
      <b>
        <bdi>{author?.name ?? t('event.nobody')}</bdi>
      </b>{' '}
      {did && t(`event.${did}`)}
      {changes.map((change, index) => (
        <Fragment key={change.field}>
          {(index > 0 || did) && ' · '}
          <ChangeWords change={change} by={author?.name ?? null} />
        </Fragment>
      ))}
      {isTold(last.via) && <> · {t('event.via', { name: last.via.name })}</>} · <TimeAgo at={last.at} form="stamp" />
    </TimelineEvent>
  );
}

/** A field that was changed twice in one moment went from its first value to its last. */
function merged(changes: readonly Change[]): readonly Change[] {
  const fields = new Map<string, Change>();
  for (const change of changes) {
    const before = fields.get(change.field);
    const many = change.field === 'participants' && before;
    fields.set(many ? `participants-${fields.size}` : change.field, before && !many ? { ...change, from: before.from } : change);
  }
  return [...fields.values()].filter((change) => change.from !== change.to || change.field === 'description');
}

export function ChangeWords({ change, by }: { change: Change; by: string | null }): ReactNode {
  const { t } = useTranslation('tech');
  const place = usePlace();
  const { field } = change;
  const shown = (value: string | null) => (value !== null && field === 'dueAt' ? shortStamp(value, nowMs(), place) : value);
  const [from, to] = [shown(change.from), shown(change.to)];
  const parts = { b: <b />, bdi: <bdi /> };
  if (field === 'description') return t('event.description');
  if (field === 'archived') return to === null && from !== null ? t('event.restored') : t('event.archived');
  if (field === 'assignee' && to !== null && to === by) return t('event.took');
  if (field === 'participants' && to !== null && to === by) return t('event.joined');
  if (field === 'participants') return to === null ? t('event.removed', { name: from ?? '' }) : t('event.added', { name: to });
  const name = t(`eventName.${field}`);
  if (from === null) return <Trans t={t} i18nKey="event.set" values={{ name, to: to ?? '' }} components={parts} />;
  if (to === null) return <Trans t={t} i18nKey="event.cleared" values={{ name, from }} components={parts} />;
  return <Trans t={t} i18nKey="event.changed" values={{ name, from, to }} components={parts} />;
}
