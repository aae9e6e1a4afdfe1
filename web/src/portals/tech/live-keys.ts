import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { ticketKeys } from '../../features/tickets-tech/shared/ticket-cache.ts';
import { linkLiveToQueries } from '../../lib/live.ts';

/** Which cached reads a change elsewhere touches. */
const READS: Readonly<Record<string, readonly string[]>> = {
  company: ['companies.list', 'companies.get'],
  contact: ['contacts.list', 'contacts.get'],
  tech: ['techs.list'],
  team: ['teams.list', 'teams.requests', 'session.get'],
  'team-request': ['teams.requests'],
  availability: ['availability.list', 'me.availability'],
  calendar: ['me.calendar', 'me.availability'],
  department: ['me.get'],
  'service-desk': ['serviceDesk.get'],
  serviceDesk: ['serviceDesk.get'],
  'service-type': ['serviceTypes.list'],
  serviceType: ['serviceTypes.list'],
  notice: ['notices.list'],
  // A name or a picture stands beside everything the person did.
  account: [
    'session.get',
    'me.get',
    'techs.list',
    'contacts.list',
    'contacts.get',
    'teams.list',
    'tickets.list',
    'tickets.get',
    'tickets.timeline',
    'availability.list',
  ],
};

export function followHints(client: QueryClient): void {
  linkLiveToQueries(client, ({ kind, id }): QueryKey[] => {
    if (kind === 'ticket') return [...ticketKeys(client, id), ['notices.list']];
    return (READS[kind.split('.')[0] ?? ''] ?? []).map((read) => [read]);
  });
}
