import { getPolicy, setPolicy } from '@portico/contracts/contact-groups/routes.ts';
import { GROUP_POLICIES } from '@portico/contracts/contact-groups/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast-store.ts';

/** Must a request name its group? For all companies without a value of their own; saved at once. */
export function GroupPolicy(): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const policy = useQuery(readTech(getPolicy, {}));
  if (!policy.data) return null;
  const save = async (next: (typeof GROUP_POLICIES)[number]) => {
    try {
      queries.setQueryData(keyOf(getPolicy, {}), await callTech(setPolicy, { body: { policy: next } }));
      toast({ icon: 'check-circle', text: t('groups.policy.saved') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
  };
  return (
    <FormCard title={t('groups.policy.title')} hint={t('groups.policy.hint')}>
      <Select
        label={t('groups.policy.label')}
        name="policy"
        value={policy.data.policy}
        options={GROUP_POLICIES.map((value) => ({ value, label: t(`groups.policy.${value}`) }))}
        onChange={(next) => void save(next)}
      />
    </FormCard>
  );
}
