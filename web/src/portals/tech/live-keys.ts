import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { ticketKeys } from '../../features/tickets-tech/shared/ticket-cache.ts';
import { linkLiveToQueries } from '../../lib/live.ts';

/** Which cached reads a change elsewhere touches. */
const READS: Readonly<Record<string, readonly string[]>> = {
  company: ['companies.list', 'companies.get'],
  contact: ['contacts.list', 'contacts.get'],
  tech: ['techs.list'],
  team: ['teams.list'],
  'service-desk': ['serviceDesk.get'],
  serviceDesk: ['serviceDesk.get'],
  'service-type': ['serviceTypes.list'],
  serviceType: ['serviceTypes.list'],
  notice: ['notices.list'],
};

export function followHints(client: QueryClient): void {
  linkLiveToQueries(client, ({ kind, id }): QueryKey[] => {
    if (kind === 'ticket') return [...ticketKeys(client, id), ['notices.list']];
    return (READS[kind.split('.')[0] ?? ''] ?? []).map((read) => [read]);
  });
}
