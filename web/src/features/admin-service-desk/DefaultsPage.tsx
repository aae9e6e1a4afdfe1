import { getServiceDesk, setDefaults } from '@portico/contracts/service-desk/routes.ts';
import type { Defaults, ServiceDeskForTech } from '@portico/contracts/service-desk/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Checkbox } from '../../ui/Choices.tsx';
import { Page } from '../../ui/Page.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { changesOf } from '../../ui/records/use-record-form.ts';
import { Select } from '../../ui/Select.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';

const ROWS = ['queueId', 'priorityId', 'categoryId', 'sourceId'] as const;
const STATUSES = ['statusId', 'closedStatusId', 'reopenedStatusId', 'updatedStatusId'] as const;
type Name = (typeof ROWS)[number] | (typeof STATUSES)[number];
type Values = Readonly<Record<Name, string>> & { readonly somethingElse: boolean };

const valuesOf = (defaults: Defaults): Values => ({
  ...(Object.fromEntries([...ROWS, ...STATUSES].map((name) => [name, defaults[name] === null ? '' : String(defaults[name])])) as Record<
    Name,
    string
  >),
  somethingElse: defaults.somethingElse,
});

export function DefaultsPage(): ReactNode {
  const { t } = useTranslation('admin');
  const desk = useQuery(readTech(getServiceDesk, {}));
  return (
    <Page title={t('nav.defaults')} intro={t('desk.defaults.intro')}>
      {desk.data ? (
        <DefaultsForm desk={desk.data} />
      ) : desk.isError ? (
        <ErrorState error={desk.error} onRetry={() => void desk.refetch()} />
      ) : (
        <SkeletonText lines={6} label={t('loading')} />
      )}
    </Page>
  );
}

function DefaultsForm({ desk }: { desk: ServiceDeskForTech }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const before = valuesOf(desk.defaults);
  const form = useForm<Values>({
    initial: before,
    onSubmit: said('admin', async (values: Values): Promise<Values> => {
      const { somethingElse, ...ids } = changesOf(before, values);
      const body = {
        ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, Number(id) || null])),
        ...(somethingElse === undefined ? {} : { somethingElse }),
      };
      const defaults = await callTech(setDefaults, { body });
      queries.setQueryData(keyOf(getServiceDesk, {}), { ...desk, defaults });
      toast({ icon: 'check-circle', text: t('desk.defaults.saved') });
      return valuesOf(defaults);
    }),
  });
  const { dirty, reset } = form;
  const shown = JSON.stringify(form.values);
  const newest = JSON.stringify(before);
  useEffect(() => {
    // Someone else changed the defaults; nothing was typed here, so the newest ones show.
    if (!dirty && shown !== newest) reset(JSON.parse(newest) as Values);
  }, [newest, shown, dirty, reset]);
  const lists = { queueId: desk.queues, priorityId: desk.priorities, categoryId: desk.categories, sourceId: desk.sources } as const;
  const options = (name: Name) => {
    const rows =
      name in lists ? lists[name as keyof typeof lists] : desk.statuses.filter((status) => status.isClosed === (name === 'closedStatusId'));
    return rows.filter((row) => row.active).map((row) => ({ value: String(row.id), label: row.name }));
  };
  const chooser = (name: Name) => (
    <Select
      key={name}
      {...form.field(name)}
      label={t(`desk.defaults.${name}.label`)}
      hint={t(`desk.defaults.${name}.hint`)}
      optional
      placeholder={t('desk.defaults.none')}
      options={options(name)}
    />
  );
  return (
    <RecordForm form={form} submitLabel={t('save')} locked={locked}>
      <FormCard title={t('desk.defaults.where')} hint={t('desk.defaults.whereHint')}>
        <FieldGrid>{ROWS.map(chooser)}</FieldGrid>
      </FormCard>
      <FormCard title={t('desk.defaults.statuses')} hint={t('desk.defaults.statusesHint')}>
        <FieldGrid>{STATUSES.map(chooser)}</FieldGrid>
      </FormCard>
      <FormCard title={t('desk.defaults.asking')} hint={t('desk.defaults.askingHint')}>
        <Checkbox
          name="somethingElse"
          label={t('desk.defaults.somethingElse')}
          hint={t('desk.defaults.somethingElseHint')}
          checked={form.values.somethingElse}
          onChange={(on) => form.set('somethingElse', on)}
        />
      </FormCard>
    </RecordForm>
  );
}
