import {
  getCompany,
  getContact,
  getGlobal,
  getGroup,
  setCompany,
  setContact,
  setGlobal,
  setGroup,
} from '@portico/contracts/rights/routes.ts';
import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { toast } from '../../ui/toast-store.ts';
import type { RightsChange } from './RightsPanel.tsx';

type Level = 'global' | 'company' | 'group' | 'contact';
const PLACES = {
  global: { get: getGlobal, set: setGlobal },
  company: { get: getCompany, set: setCompany },
  group: { get: getGroup, set: setGroup },
  contact: { get: getContact, set: setContact },
} as const;

interface Rights {
  readonly query: UseQueryResult<RightsView>;
  readonly save: (change: RightsChange) => Promise<void>;
}

/** What a place says of permissions, and how to change it. Other places inherit from it, so all of them read again. */
export function useRights(level: Level, id: number): Rights {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const params = { params: { id } };
  const { get, set } = PLACES[level];
  const input = level === 'global' ? {} : params;
  const read = readTech(get, input as never);
  const query = useQuery({ queryKey: read.queryKey, queryFn: read.queryFn as never }) as UseQueryResult<RightsView>;
  const save = async (change: RightsChange) => {
    const body = change as never;
    try {
      const stored = await callTech(set, { ...input, body } as never);
      client.setQueryData(read.queryKey, stored);
      toast({ icon: 'check-circle', text: t('rights.saved') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    for (const key of [
      'rights.getCompany',
      'rights.getGroup',
      'rights.getContact',
      'rights.listContacts',
      'rights.listCompanies',
      'rights.whyTicket',
    ])
      void client.invalidateQueries({ queryKey: [key] });
  };
  return { query, save };
}
