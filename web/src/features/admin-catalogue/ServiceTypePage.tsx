import { get, update } from '@portico/contracts/catalogue/routes.ts';
import type { ServiceType } from '@portico/contracts/catalogue/shapes.ts';
import { getServiceDesk } from '@portico/contracts/service-desk/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { ServiceTypeFields } from './ServiceTypeFields.tsx';
import { checkType, type TypeValues, typePatch, typeValues } from './service-type-form.ts';

export function ServiceTypePage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const type = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/service-types">{t('nav.serviceTypes')}</BackLink>;
  if (type.data) return <Loaded type={type.data} back={back} />;
  return (
    <Page title={t('nav.serviceTypes')} back={back}>
      {type.isError ? (
        <ErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

function Loaded({ type, back }: { type: ServiceType; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const desk = useQuery(readTech(getServiceDesk, {})).data;
  const input = { params: { id: type.id } };
  const form = useRecordForm<ServiceType, TypeValues>({
    record: type,
    valuesOf: typeValues,
    validate: (values) => checkType(values, t),
    save: async (patch, version) => {
      const stored = await callTech(update, { ...input, body: typePatch(patch) }, { ifMatch: version });
      queries.setQueryData(keyOf(get, input), stored);
      void queries.invalidateQueries({ queryKey: ['serviceTypes.list'] });
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  const rows = {
    queueId: desk?.queues,
    statusId: desk?.statuses,
    priorityId: desk?.priorities,
    categoryId: desk?.categories,
    sourceId: desk?.sources,
  } as const;
  const show = (field: string, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    const list = rows[field as keyof typeof rows] as readonly { id: number; name: string }[] | undefined;
    return list ? (list.find((row) => row.id === Number(value))?.name ?? '') : String(value ?? '');
  };
  return (
    <Page title={type.name} heading={<Name>{type.name}</Name>} intro={t('types.tickets', { count: type.ticketCount })} back={back}>
      <RecordForm form={form} submitLabel={t('save')}>
        <ServiceTypeFields form={form} />
        <ConflictDialog
          form={form}
          show={show}
          names={{
            name: t('types.name'),
            description: t('field.description'),
            section: t('types.section'),
            icon: t('types.icon'),
            titleTemplate: t('types.titleTemplate'),
            bodyTemplate: t('types.bodyTemplate'),
            published: t('types.publishing'),
            queueId: t('types.sets.queueId'),
            statusId: t('types.sets.statusId'),
            priorityId: t('types.sets.priorityId'),
            categoryId: t('types.sets.categoryId'),
            sourceId: t('types.sets.sourceId'),
          }}
        />
      </RecordForm>
    </Page>
  );
}
