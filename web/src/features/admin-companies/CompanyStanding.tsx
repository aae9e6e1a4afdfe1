import { get, update } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toast-store.ts';

/** Disables a company after saying whom that signs out; enables it again, also by undo. */
export function CompanyStanding({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const input = { params: { id: company.id } };

  const put = async (active: boolean, version: number): Promise<void> => {
    setBusy(true);
    try {
      const stored = await callTech(update, { ...input, body: { active } }, { ifMatch: version });
      queries.setQueryData(keyOf(get, input), stored);
      void queries.invalidateQueries({ queryKey: ['companies.list'] });
      void queries.invalidateQueries({ queryKey: ['contacts.list'] });
      const undo = { label: t('undo'), run: () => void put(true, stored.version) };
      toast({
        icon: 'check-circle',
        text: t(active ? 'companies.enabled' : 'companies.disabled', { name: stored.name }),
        ...(active ? {} : { action: undo }),
      });
    } catch (error) {
      void queries.invalidateQueries({ queryKey: keyOf(get, input) });
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    } finally {
      setBusy(false);
    }
  };
  const disable = async () => {
    const sure = await confirm({
      title: t('companies.disableTitle', { name: company.name }),
      body: t('companies.disableBody', { count: company.contactCount }),
      act: t('companies.disable'),
      keep: t('companies.keep'),
      danger: true,
      icon: 'stop',
    });
    if (sure) await put(false, company.version);
  };
  return company.active ? (
    <Button icon="stop" busy={busy} onClick={() => void disable()}>
      {t('companies.disable')}
    </Button>
  ) : (
    <Button kind="primary" icon="play" busy={busy} onClick={() => void put(true, company.version)}>
      {t('companies.enable')}
    </Button>
  );
}
