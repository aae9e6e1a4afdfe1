import { getPortalAccess, savePortalAccess } from '@portico/contracts/portal-access/routes.ts';
import type { PortalAccess } from '@portico/contracts/portal-access/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { ApiProblem } from '../../lib/problem.ts';
import { keyOf } from '../../lib/query.ts';
import { said } from '../../lib/say-problem.ts';
import { Page } from '../../ui/Page.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Progress } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import { confirmImpact } from './confirm-impact.tsx';
import { LabelRows } from './LabelRows.tsx';
import s from './PortalAccess.module.css';
import { type AccessValues, accessBody, accessValues, limitHolds, namesHold } from './portal-access-form.ts';

/** Which companies may use the client portal, and how many people that makes. */
export function PortalAccessPage(): ReactNode {
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  const access = useQuery(readTech(getPortalAccess, {}));
  return (
    <Page title={admin('nav.portalAccess')} intro={t('access.intro')}>
      {access.data ? (
        <AccessForm newest={access.data} />
      ) : access.isError ? (
        <ErrorState error={access.error} onRetry={() => void access.refetch()} />
      ) : (
        <SkeletonText lines={8} label={admin('loading')} />
      )}
    </Page>
  );
}

function AccessForm({ newest }: { newest: PortalAccess }): ReactNode {
  // What was typed stands on this state; a newer one takes its place only while nothing was typed.
  const [access, setAccess] = useState(newest);
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  const queries = useQueryClient();
  const send = (values: AccessValues, confirmLosing?: number) =>
    callTech(
      savePortalAccess,
      { body: { ...accessBody(values), ...(confirmLosing === undefined ? {} : { confirmLosing }) } },
      { ifMatch: access.version },
    );
  const form = useForm<AccessValues>({
    initial: accessValues(access),
    validate: (values): Record<string, string> => ({
      ...(namesHold(values) ? {} : { types: t('access.nameNeeded') }),
      ...(limitHolds(values) ? {} : { contactLimit: t('access.limitWrong') }),
    }),
    onSubmit: said('admin', async (values: AccessValues): Promise<AccessValues> => {
      let answer = await send(values);
      while (!answer.saved && answer.impact && (await confirmImpact(answer.impact, t))) answer = await send(values, answer.impact.losing);
      if (!answer.saved) {
        throw new ApiProblem({ status: 409, code: 'portalAccess.losesAccess', detail: t('access.lose.notSaved'), traceId: '' });
      }
      setAccess(answer.access);
      queries.setQueryData(keyOf(getPortalAccess, {}), answer.access);
      for (const id of ['companies.list', 'companies.get', 'contacts.list', 'contacts.get', 'companyLabels.list', 'system.overview'])
        void queries.invalidateQueries({ queryKey: [id] });
      toast({ icon: 'check-circle', text: t('access.saved') });
      return accessValues(answer.access);
    }),
  });
  const { dirty, reset } = form;
  useEffect(() => {
    if (dirty || newest.version <= access.version) return;
    setAccess(newest);
    reset(accessValues(newest));
  }, [newest, access.version, dirty, reset]);
  return (
    <RecordForm form={form} submitLabel={admin('save')}>
      <FormCard title={t('access.who')} hint={t('access.whoHint')}>
        <Users access={access} />
        <TextField
          {...form.field('contactLimit')}
          label={t('access.limit')}
          hint={t('access.limitHint')}
          optional
          inputMode="numeric"
          maxLength={8}
          autoComplete="off"
          dir="ltr"
        />
      </FormCard>
      <FormCard title={t('access.types')} hint={t('access.typesHint')}>
        <LabelRows kind="types" rows={form.values.types} stored={access.types} onChange={(rows) => form.set('types', rows)} />
      </FormCard>
      <FormCard title={t('access.statuses')} hint={t('access.statusesHint')}>
        <LabelRows kind="statuses" rows={form.values.statuses} stored={access.statuses} onChange={(rows) => form.set('statuses', rows)} />
      </FormCard>
    </RecordForm>
  );
}

function Users({ access: { potentialUsers, contactLimit } }: { access: PortalAccess }): ReactNode {
  const { t } = useTranslation('entry');
  const over = contactLimit !== null && potentialUsers > contactLimit ? potentialUsers - contactLimit : 0;
  return (
    <>
      <p className={s['users']}>{t('access.users', { count: potentialUsers })}</p>
      {contactLimit !== null && (
        <Progress
          value={potentialUsers}
          max={contactLimit}
          tone={over > 0 ? 'warn' : 'brand'}
          label={t('access.ofLimit', { users: potentialUsers, limit: contactLimit })}
        />
      )}
      {over > 0 && <Banner tone="warn">{t('access.over', { count: over })}</Banner>}
    </>
  );
}
