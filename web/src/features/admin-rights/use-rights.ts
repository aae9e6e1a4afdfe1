import { getCompany, getContact, getGlobal, setCompany, setContact, setGlobal } from '@portico/contracts/rights/routes.ts';
import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { toast } from '../../ui/toast-store.ts';
import type { RightsChange } from './RightsPanel.tsx';

interface Rights {
  readonly query: UseQueryResult<RightsView>;
  readonly save: (change: RightsChange) => Promise<void>;
}

/** What a place says of permissions, and how to change it. Other places inherit from it, so all of them read again. */
export function useRights(level: 'global' | 'company' | 'contact', id: number): Rights {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const params = { params: { id } };
  const read =
    level === 'global' ? readTech(getGlobal, {}) : level === 'company' ? readTech(getCompany, params) : readTech(getContact, params);
  const query = useQuery({ queryKey: read.queryKey, queryFn: read.queryFn as never }) as UseQueryResult<RightsView>;
  const save = async (change: RightsChange) => {
    const body = change as never;
    try {
      const stored = await (level === 'global'
        ? callTech(setGlobal, { body })
        : level === 'company'
          ? callTech(setCompany, { ...params, body })
          : callTech(setContact, { ...params, body }));
      client.setQueryData(read.queryKey, stored);
      toast({ icon: 'check-circle', text: t('rights.saved') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    for (const key of ['rights.getCompany', 'rights.getContact', 'rights.listContacts', 'rights.listCompanies', 'rights.whyTicket'])
      void client.invalidateQueries({ queryKey: [key] });
  };
  return { query, save };
}
