import { getAccessSettings, updateAccessSettings } from '@portico/contracts/access/routes.ts';
import { type AccessSettings, SESSION_ROLES, type SessionRole } from '@portico/contracts/access/settings.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Page } from '../../ui/Page.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Select } from '../../ui/Select.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './AccessPage.module.css';
import { type AccessValues, accessBody, accessValues, IDLE_CHOICES, isBetween, MAX_CHOICES } from './access-form.ts';

/** How long sessions last, how long sign-ins are remembered, and the limits of looking at the portal as a contact. */
export function AccessPage(): ReactNode {
  const { t } = useTranslation('admin');
  const settings = useQuery(readTech(getAccessSettings, {}));
  return (
    <Page title={t('nav.sessions')} intro={t('access.intro')}>
      {settings.data ? (
        <AccessForm settings={settings.data} />
      ) : settings.isError ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

function AccessForm({ settings }: { settings: AccessSettings }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const form = useForm<AccessValues>({
    initial: accessValues(settings),
    validate: (values): Record<string, string> => ({
      ...(isBetween(values.days, 7, 730) ? {} : { days: t('access.daysWrong') }),
      ...(isBetween(values.minutes, 5, 120) ? {} : { minutes: t('access.minutesWrong') }),
    }),
    onSubmit: said('admin', async (values: AccessValues): Promise<AccessValues> => {
      const stored = await callTech(updateAccessSettings, { body: accessBody(values) });
      queries.setQueryData(keyOf(getAccessSettings, {}), stored);
      toast({ icon: 'check-circle', text: t('access.saved') });
      return accessValues(stored);
    }),
  });
  const options = (choices: readonly number[], value: string) =>
    [...new Set([...choices, Number(value)])]
      .sort((a, b) => a - b)
      .map((minutes) => ({
        value: String(minutes),
        label: t(`access.times.${minutes}` as 'access.times.15', { defaultValue: t('access.time', { count: minutes }) }),
      }));
  const nameOf = (role: SessionRole) => (role === 'contact' ? t('access.contact') : t(`role.${role}.name`));
  return (
    <RecordForm form={form} submitLabel={t('save')} locked={locked}>
      <FormCard title={t('access.sessions')} hint={t('access.sessionsHint')}>
        {SESSION_ROLES.map((role) => (
          <fieldset key={role} className={s['role']}>
            <legend>{nameOf(role)}</legend>
            <FieldGrid>
              <Select
                {...form.field(`idle.${role}`)}
                label={t('access.idle')}
                options={options(IDLE_CHOICES, form.values[`idle.${role}`])}
              />
              <Select {...form.field(`max.${role}`)} label={t('access.max')} options={options(MAX_CHOICES, form.values[`max.${role}`])} />
            </FieldGrid>
          </fieldset>
        ))}
      </FormCard>
      <FormCard title={t('access.log')} hint={t('access.logHint')}>
        <TextField {...form.field('days')} label={t('access.days')} hint={t('access.daysHint')} inputMode="numeric" maxLength={4} />
      </FormCard>
      <FormCard title={t('access.impersonation')} hint={t('access.impersonationHint')}>
        <FieldGrid>
          <TextField
            {...form.field('minutes')}
            label={t('access.minutes')}
            hint={t('access.minutesHint')}
            inputMode="numeric"
            maxLength={4}
          />
          <Select
            {...form.field('tell')}
            label={t('access.tell')}
            options={[
              { value: 'off', label: t('access.tellOff') },
              { value: 'mail', label: t('access.tellMail') },
            ]}
          />
        </FieldGrid>
      </FormCard>
    </RecordForm>
  );
}
