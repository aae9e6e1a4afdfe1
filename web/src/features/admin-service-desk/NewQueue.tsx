import { queues, statuses } from '@portico/contracts/service-desk/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { toast } from '../../ui/toast-store.ts';
import { forgetDesk } from './desk-rows.ts';
import { QueueFields } from './QueueFields.tsx';
import { checkQueue, EMPTY_QUEUE, type QueueValues, queuePatch } from './queue-form.ts';

export function NewQueuePage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const all = useQuery(readTech(statuses.list, {})).data?.items ?? [];
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const form = useForm<QueueValues>({
    initial: EMPTY_QUEUE,
    validate: (values) => checkQueue(values, all, t),
    onSubmit: said('admin', async (values: QueueValues) => {
      const queue = await callTech(queues.create, { body: { ...queuePatch(values), name: values.name.trim() } as never });
      forgetDesk(queries);
      toast({ icon: 'check-circle', text: t('desk.created', { name: queue.name }) });
      await navigate({ to: '/queues', ignoreBlocker: true });
    }),
  });
  return (
    <Page title={t('desk.queues.new')} back={<BackLink to="/queues">{t('nav.queues')}</BackLink>}>
      <RecordForm form={form} isNew locked={locked} submitLabel={t('desk.queues.create')} onCancel={() => void navigate({ to: '/queues' })}>
        <QueueFields form={form} statuses={all} locked={locked !== undefined} />
      </RecordForm>
    </Page>
  );
}
