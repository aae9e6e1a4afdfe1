import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { linkLiveToQueries } from '../../lib/live.ts';

/** Which cached reads a change elsewhere touches. */
const READS: Readonly<Record<string, readonly string[]>> = {
  company: ['companies.list', 'companies.get', 'merges.list', 'merges.duplicates', 'system.overview'],
  contact: ['contacts.list', 'contacts.get', 'relocations.list', 'merges.list', 'merges.duplicates', 'system.overview'],
  tech: ['techs.list', 'techs.get', 'system.overview'],
  tag: ['tags.manage', 'tags.list', 'companies.get', 'contacts.get'],
  'contact-group': ['contactGroups.list', 'contactGroups.get', 'contactGroups.members'],
  team: ['teams.list', 'teams.get', 'system.overview'],
  availability: ['availability.list'],
  department: ['departments.list', 'techs.get'],
  'service-desk': ['serviceDesk.get', 'serviceDesk.getDefaults', 'queues.get'],
  'service-type': ['serviceTypes.list', 'serviceTypes.get', 'system.overview'],
  scimConnection: ['scimConnections.list', 'scimConnections.get', 'scimConnections.activities'],
  identityProvider: ['identityProviders.list', 'identityProviders.get'],
  account: ['session.get', 'techs.list', 'techs.get', 'contacts.list', 'contacts.get'],
  'contact-creation': ['contactCreation.get', 'contactCreation.preview'],
  'portal-access': [
    'portalAccess.get',
    'companyLabels.list',
    'companies.list',
    'companies.get',
    'contacts.list',
    'contacts.get',
    'system.overview',
  ],
  setting: ['contactGroups.policy', 'contactGroups.companyPolicy', 'workspace.get', 'serviceDesk.get'],
};

export function followHints(client: QueryClient): void {
  linkLiveToQueries(client, (hint) => (READS[hint.kind.split('.')[0] ?? ''] ?? []).map((id): QueryKey => [id]));
}
