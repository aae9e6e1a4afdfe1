import type { TFunction } from 'i18next';

interface Said {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

const LEADS = {
  'ticket.created.lead': 'notice.created',
  'ticket.commented.lead': 'notice.commented',
  'ticket.statusChanged.lead': 'notice.moved',
  'ticket.closed.lead': 'notice.closed',
  'ticket.reopened.lead': 'notice.reopened',
  'ticket.assigned.lead': 'notice.assigned',
} as const;

/** A notice in the reader's language; kinds this page does not know yet still say what they are about. */
export function noticeWords({ key, values }: Said, t: TFunction<'client'>): string {
  const name = String(values['author'] ?? '');
  const lead = LEADS[key as keyof typeof LEADS];
  if (lead) return t(lead, { name });
  if (key.endsWith('.subject') && values['title'] !== undefined)
    return t('notice.subject', { number: values['number'] ?? '', title: values['title'] });
  return t('notice.other');
}
