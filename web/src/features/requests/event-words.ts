import type { TimelineEntryForContact } from '@portico/contracts/tickets/shapes.ts';
import type { TFunction } from 'i18next';
import type { IconName } from '../../ui/Icon.tsx';

export interface EventWords {
  readonly icon: IconName;
  readonly text: string;
}

/** What happened, as far as it concerns a contact; bookkeeping (status names, priorities) is left out. */
export function eventWords(entry: TimelineEntryForContact, meId: number, t: TFunction<'client'>): EventWords | null {
  const who = entry.author?.name ?? t('event.someone');
  const own = entry.author?.id === meId;
  if (entry.kind === 'closed') return { icon: 'check-circle', text: own ? t('event.closedByYou') : t('event.closed', { name: who }) };
  if (entry.kind === 'reopened') return { icon: 'undo', text: own ? t('event.reopenedByYou') : t('event.reopened', { name: who }) };
  const said = entry.changes.map((change) => changeWords(change, who, t)).filter((words) => words !== null);
  const icon = said[0]?.icon;
  return icon ? { icon, text: said.map(({ text }) => text).join(' · ') } : null;
}

function changeWords(
  { field, from, to }: TimelineEntryForContact['changes'][number],
  who: string,
  t: TFunction<'client'>,
): EventWords | null {
  switch (field) {
    case 'assignee':
      if (!to) return { icon: 'circle-dashed', text: t('event.unassigned') };
      return { icon: 'person-add', text: to === who ? t('event.took', { name: to }) : t('event.assigned', { name: to }) };
    case 'team':
      return to ? { icon: 'team', text: t('event.team', { name: to }) } : null;
    case 'title':
      return to ? { icon: 'edit', text: t('event.renamed', { title: to }) } : null;
    case 'contact':
      return to ? { icon: 'person', text: t('event.contact', { name: to }) } : null;
    case 'participants':
      return to
        ? { icon: 'person-add', text: t('event.added', { name: to }) }
        : { icon: 'person', text: t('event.removed', { name: from ?? '' }) };
    default:
      return null;
  }
}
