import { listSessions, revokeOtherSessions, revokeSession } from '@portico/contracts/access/routes.ts';
import { getProfile, setMyPassword } from '@portico/contracts/accounts/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Section } from '../../ui/Page.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Settings.module.css';

const SHORTEST = 10;

export function SecurityPanel({ means }: { means: ReactNode }): ReactNode {
  return (
    <div className={s['panel']}>
      <Password />
      {means}
      <Sessions />
    </div>
  );
}

function Password(): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const { data } = useQuery(readTech(getProfile, {}));
  const form = useForm({
    initial: { current: '', password: '' },
    validate: ({ password }) => (password.length < SHORTEST ? { password: t('settings.passwordShort', { count: SHORTEST }) } : {}),
    onSubmit: async ({ current, password }) => {
      const saved = await callTech(setMyPassword, { body: { password, ...(current ? { current } : {}) } });
      client.setQueryData(keyOf(getProfile, {}), saved);
      form.reset({ current: '', password: '' });
      toast({ icon: 'check-circle', text: t('settings.passwordSet') });
    },
  });
  return (
    <Section title={t('settings.password')}>
      <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'tech')}
          </Banner>
        )}
        <p className={s['hint']}>{data?.hasPassword ? t('settings.hasPassword') : t('settings.noPassword')}</p>
        {data?.hasPassword && (
          <TextField {...form.field('current')} type="password" autoComplete="current-password" label={t('settings.currentPassword')} />
        )}
        <TextField
          {...form.field('password')}
          type="password"
          autoComplete="new-password"
          label={t('settings.newPassword')}
          hint={t('settings.passwordHint', { count: SHORTEST })}
        />
        <div>
          <Button type="submit" busy={form.busy}>
            {t('settings.setPassword')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Sessions(): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(readTech(listSessions, {}));
  const end = async (work: Promise<unknown>, done: string) => {
    try {
      await work;
      toast({ icon: 'check-circle', text: done });
    } catch (problem) {
      toast({ icon: 'warning', sticky: true, text: sayError(problem, 'tech') });
    }
    void client.invalidateQueries({ queryKey: keyOf(listSessions) });
  };
  const others = (data?.items.length ?? 0) > 1;
  return (
    <Section
      title={t('settings.sessions')}
      action={
        others && (
          <Button size="sm" onClick={() => void end(callTech(revokeOtherSessions, {}), t('settings.othersEnded'))}>
            {t('settings.endOthers')}
          </Button>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={4} label={t('people.loading')} />
      ) : (
        <ul className={s['rows']}>
          {data.items.map((session) => (
            <li key={session.id}>
              <Icon name="laptop" />
              <div className={s['words']}>
                <span className={s['strong']}>
                  {session.device} {session.isCurrent && <Pill tone="brand">{t('settings.thisOne')}</Pill>}
                </span>
                <span className={s['hint']}>
                  {session.ip && <bdi>{session.ip} · </bdi>}
                  {t('settings.lastSeen')} <TimeAgo at={session.lastSeenAt} />
                </span>
              </div>
              {!session.isCurrent && (
                <Button
                  size="sm"
                  aria-label={t('settings.endNamed', { device: session.device })}
                  onClick={() => void end(callTech(revokeSession, { params: { id: session.id } }), t('settings.ended'))}
                >
                  {t('settings.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
