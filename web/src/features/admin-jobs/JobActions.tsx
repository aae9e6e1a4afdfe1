import { discardJob, retryJob } from '@portico/contracts/system/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Jobs.module.css';
import type { Job } from './JobsPage.tsx';

/** Dead jobs can run again; what has not started can be discarded by a master administrator. */
export function JobActions({ job }: { job: Job }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const isMaster = useIsMasterAdmin();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      toast({ icon: 'check-circle', text: done });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['jobs.list'] });
    }
  };
  const discard = async () => {
    const sure = await confirm({
      title: t('jobs.discardTitle', { name: job.name }),
      body: t('jobs.discardBody'),
      act: t('jobs.discard'),
      keep: t('jobs.keep'),
      danger: true,
    });
    if (sure) await run(() => callTech(discardJob, { params: { id: job.id } }), t('jobs.discarded'));
  };
  const started = job.state === 'active' || job.state === 'completed';
  if (started) return null;
  return (
    <span className={s['acts']}>
      {job.state === 'dead' && (
        <Button
          size="sm"
          icon="refresh"
          busy={busy}
          onClick={() => void run(() => callTech(retryJob, { params: { id: job.id } }), t('jobs.retried'))}
        >
          {t('jobs.retry')}
        </Button>
      )}
      {isMaster && (
        <Button size="sm" kind="subtle" icon="trash" onClick={() => void discard()}>
          {t('jobs.discard')}
        </Button>
      )}
    </span>
  );
}
