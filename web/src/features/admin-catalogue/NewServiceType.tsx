import { create } from '@portico/contracts/catalogue/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { toast } from '../../ui/toast-store.ts';
import { ServiceTypeFields } from './ServiceTypeFields.tsx';
import { checkType, EMPTY_TYPE, newType, type TypeValues } from './service-type-form.ts';

export function NewServiceTypePage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useForm<TypeValues>({
    initial: EMPTY_TYPE,
    validate: (values) => checkType(values, t),
    onSubmit: said('admin', async (values: TypeValues) => {
      const type = await callTech(create, { body: newType(values) });
      void queries.invalidateQueries({ queryKey: ['serviceTypes.list'] });
      toast({ icon: 'check-circle', text: t('types.created', { name: type.name }) });
      await navigate({ to: '/service-types', ignoreBlocker: true });
    }),
  });
  return (
    <Page title={t('types.new')} intro={t('types.newIntro')} back={<BackLink to="/service-types">{t('nav.serviceTypes')}</BackLink>}>
      <RecordForm form={form} isNew submitLabel={t('types.create')} onCancel={() => void navigate({ to: '/service-types' })}>
        <ServiceTypeFields form={form} />
      </RecordForm>
    </Page>
  );
}
