import { getWorkspace, updateWorkspace } from '@portico/contracts/system/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { callTech, readTech, type TechReply } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { applyBrand } from '../../theme/apply-theme.ts';
import { isColour } from '../../theme/brand.ts';
import { Details, Page } from '../../ui/Page.tsx';
import { ColorField } from '../../ui/records/ColorField.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { changesOf } from '../../ui/records/use-record-form.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import { BrandPreview } from './BrandPreview.tsx';

type Workspace = TechReply<typeof getWorkspace>;
interface Values {
  readonly name: string;
  readonly brandColor: string;
  readonly phone: string;
}
const SWATCHES = ['#0B7A65', '#1D5FBE', '#5B5BD6', '#D7263D', '#E8590C', '#0A1F44'] as const;
const valuesOf = (workspace: Workspace): Values => ({
  name: workspace.name,
  brandColor: workspace.brandColor,
  phone: workspace.phone ?? '',
});

export function WorkspacePage(): ReactNode {
  const { t } = useTranslation('admin');
  const workspace = useQuery(readTech(getWorkspace, {}));
  return (
    <Page title={t('nav.workspace')} intro={t('workspace.intro')}>
      {workspace.data ? (
        <WorkspaceForm workspace={workspace.data} />
      ) : workspace.isError ? (
        <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />
      ) : (
        <SkeletonText lines={6} label={t('loading')} />
      )}
    </Page>
  );
}

function WorkspaceForm({ workspace }: { workspace: Workspace }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const before = valuesOf(workspace);
  const form = useForm<Values>({
    initial: before,
    validate: (values): Record<string, string> => ({
      ...(values.name.trim() ? {} : { name: t('workspace.nameNeeded') }),
      ...(isColour(values.brandColor) ? {} : { brandColor: t('desk.colorWrong') }),
    }),
    onSubmit: said('admin', async (values: Values): Promise<Values> => {
      const { phone, ...rest } = changesOf(before, values);
      const body = { ...rest, ...(phone === undefined ? {} : { phone: phone.trim() || null }) };
      const stored = await callTech(updateWorkspace, { body });
      queries.setQueryData(keyOf(getWorkspace, {}), stored);
      applyBrand(stored.brandColor);
      toast({ icon: 'check-circle', text: t('workspace.saved') });
      return valuesOf(stored);
    }),
  });
  const { brandColor } = form.values;
  useEffect(() => () => applyBrand(workspace.brandColor || boot().brandColor), [workspace.brandColor]);
  return (
    <RecordForm form={form} submitLabel={t('save')} locked={locked}>
      <FormCard title={t('workspace.who')} hint={t('workspace.whoHint')}>
        <TextField {...form.field('name')} label={t('workspace.name')} maxLength={120} autoComplete="organization" dir="auto" />
        <TextField
          {...form.field('phone')}
          label={t('field.phone')}
          optional
          hint={t('workspace.phoneHint')}
          type="tel"
          maxLength={50}
          autoComplete="off"
          dir="ltr"
        />
      </FormCard>
      <FormCard title={t('workspace.brand')} hint={t('workspace.brandHint')}>
        <ColorField {...form.field('brandColor')} label={t('workspace.colour')} swatches={SWATCHES} />
        <BrandPreview colour={brandColor} />
      </FormCard>
      <FormCard title={t('workspace.facts')} hint={t('workspace.factsHint')}>
        <Details
          items={[
            { name: t('workspace.address'), value: <bdi dir="ltr">{workspace.publicUrl ?? t('workspace.noAddress')}</bdi> },
            { name: t('workspace.mode'), value: t(workspace.isDemo ? 'workspace.demo' : 'workspace.real') },
          ]}
        />
      </FormCard>
    </RecordForm>
  );
}
