import { queues, statuses } from '@portico/contracts/service-desk/routes.ts';
import type { Queue, Status } from '@portico/contracts/service-desk/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { forgetDesk } from './desk-rows.ts';
import { QueueFields } from './QueueFields.tsx';
import { checkQueue, type QueueValues, queuePatch, queueValues } from './queue-form.ts';

export function QueuePage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const queue = useQuery(readTech(queues.get, { params: { id } }));
  const all = useQuery(readTech(statuses.list, {}));
  const back = <BackLink to="/queues">{t('nav.queues')}</BackLink>;
  if (queue.data && all.data) return <Loaded queue={queue.data} statuses={all.data.items} back={back} />;
  const failed = queue.isError ? queue : all.isError ? all : null;
  return (
    <Page title={t('nav.queues')} back={back}>
      {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : <SkeletonText lines={6} label={t('loading')} />}
    </Page>
  );
}

function Loaded({ queue, statuses: all, back }: { queue: Queue; statuses: readonly Status[]; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const input = { params: { id: queue.id } };
  const form = useRecordForm<Queue, QueueValues>({
    record: queue,
    valuesOf: queueValues,
    validate: (values) => checkQueue(values, all, t),
    save: async (patch, version) => {
      const stored = await callTech(queues.update, { ...input, body: queuePatch(patch) }, { ifMatch: version });
      queries.setQueryData(keyOf(queues.get, input), stored);
      forgetDesk(queries);
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(queues.get, input),
  });
  const statusName = (id: unknown) => all.find((status) => status.id === Number(id))?.name ?? '';
  const show = (field: string, value: unknown): string =>
    Array.isArray(value) ? value.map(statusName).join(', ') : field.endsWith('StatusId') ? statusName(value) : String(value ?? '');
  return (
    <Page
      title={queue.name}
      heading={
        <>
          <Name>{queue.name}</Name> {!queue.active && <Pill icon="archive">{t('state.archived')}</Pill>}
        </>
      }
      back={back}
    >
      <RecordForm form={form} submitLabel={t('save')} locked={locked}>
        <QueueFields form={form} statuses={all} locked={locked !== undefined} />
        <ConflictDialog
          form={form}
          show={show}
          names={{
            name: t('field.name'),
            description: t('field.description'),
            statusIds: t('desk.queues.statuses'),
            defaultStatusId: t('desk.purpose.defaultStatusId.label'),
            closedStatusId: t('desk.purpose.closedStatusId.label'),
            reopenedStatusId: t('desk.purpose.reopenedStatusId.label'),
            updatedStatusId: t('desk.purpose.updatedStatusId.label'),
          }}
        />
      </RecordForm>
    </Page>
  );
}
