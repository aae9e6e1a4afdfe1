import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { linkLiveToQueries } from '../../lib/live.ts';

/** Which cached reads a change elsewhere touches. */
const READS: Readonly<Record<string, readonly string[]>> = {
  company: ['companies.list', 'companies.get', 'system.overview'],
  contact: ['contacts.list', 'contacts.get', 'system.overview'],
  tech: ['techs.list', 'techs.get', 'system.overview'],
  team: ['teams.list', 'teams.get', 'system.overview'],
  'service-desk': ['serviceDesk.get', 'serviceDesk.getDefaults', 'queues.get'],
  'service-type': ['serviceTypes.list', 'serviceTypes.get', 'system.overview'],
  setting: ['workspace.get', 'serviceDesk.get'],
};

export function followHints(client: QueryClient): void {
  linkLiveToQueries(client, (hint) => (READS[hint.kind.split('.')[0] ?? ''] ?? []).map((id): QueryKey => [id]));
}
