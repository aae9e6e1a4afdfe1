import { create } from '@portico/contracts/techs/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { toast } from '../../ui/toast-store.ts';
import { TechFields } from './TechFields.tsx';
import { checkTech, EMPTY_TECH, newTech, type TechValues } from './tech-form.ts';

export function NewTechPage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const form = useForm<TechValues>({
    initial: EMPTY_TECH,
    validate: (values) => checkTech(values, t),
    onSubmit: said('admin', async (values: TechValues) => {
      const tech = await callTech(create, { body: newTech(values) });
      void queries.invalidateQueries({ queryKey: ['techs.list'] });
      toast({ icon: 'check-circle', text: t('techs.created', { name: tech.name }) });
      await navigate({ to: '/techs/$id', params: { id: String(tech.id) } as never, ignoreBlocker: true });
    }),
  });
  return (
    <Page title={t('techs.new')} intro={t('techs.newIntro')} back={<BackLink to="/techs">{t('nav.techs')}</BackLink>}>
      <RecordForm form={form} isNew locked={locked} submitLabel={t('techs.create')} onCancel={() => void navigate({ to: '/techs' })}>
        <TechFields form={form} locked={locked !== undefined} />
      </RecordForm>
    </Page>
  );
}
