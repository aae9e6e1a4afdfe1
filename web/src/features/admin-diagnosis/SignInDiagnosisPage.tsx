import { type Diagnosis, diagnoseSignIn, type Finding } from '@portico/contracts/diagnosis/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { relativeTime } from '../../lib/time.ts';
import { useNow, usePlace } from '../../lib/use-place.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { RouterButton } from '../../ui/records/links.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './Diagnosis.module.css';

const ICONS: Readonly<Record<Finding['state'], IconName>> = { ok: 'check-circle', problem: 'stop', note: 'info' };

/** Why can this person not sign in; the address stands in the page's own address, so that it can be passed on. */
export function SignInDiagnosisPage(): ReactNode {
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { email?: string }).email ?? '';
  const [email, setEmail] = useState(asked);
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
    setWrong(!isAddress);
    if (isAddress) void navigate({ to: '.', search: { email: email.trim() } as never });
  };
  return (
    <Page title={admin('nav.signInDiagnosis')} intro={t('diagnosis.intro')}>
      <form noValidate onSubmit={submit} className={s['form']}>
        <TextField
          name="email"
          type="email"
          label={t('diagnosis.email')}
          value={email}
          onChange={setEmail}
          error={wrong ? t('diagnosis.wrong') : undefined}
          autoComplete="off"
          autoFocus={asked === ''}
          dir="ltr"
        />
        <Button type="submit" kind="primary">
          {t('diagnosis.ask')}
        </Button>
      </form>
      <div aria-live="polite">{asked && <Answer email={asked} />}</div>
    </Page>
  );
}

function Answer({ email }: { email: string }): ReactNode {
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  const diagnosis = useQuery({ ...readTech(diagnoseSignIn, { query: { email } }), staleTime: 0 });
  if (diagnosis.isError) return <ErrorState error={diagnosis.error} onRetry={() => void diagnosis.refetch()} />;
  if (!diagnosis.data) return <SkeletonText lines={6} label={admin('loading')} />;
  return <Findings email={email} diagnosis={diagnosis.data} title={titleOf(t, diagnosis.data)} />;
}

function titleOf(t: TFunction<'entry'>, { findings }: Diagnosis): string {
  const count = findings.filter(({ state }) => state === 'problem').length;
  return count === 0 ? t('diagnosis.none') : t('diagnosis.some', { count });
}

function Findings({ email, diagnosis, title }: { email: string; diagnosis: Diagnosis; title: string }): ReactNode {
  const { t } = useTranslation('entry');
  const place = usePlace();
  const now = useNow();
  const isFine = !diagnosis.findings.some(({ state }) => state === 'problem');
  return (
    <div className={s['answer']}>
      <Banner
        tone={isFine ? 'good' : 'warn'}
        title={title}
        action={
          <RouterButton size="sm" to="/sign-in-log" search={{ q: email } as never}>
            {t('diagnosis.log')}
          </RouterButton>
        }
      >
        <bdi dir="ltr">{email}</bdi>
      </Banner>
      <Card>
        <ol className={s['list']}>
          {diagnosis.findings.map((finding, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one person may have two findings, and the list never changes its order
            <li key={index} className={s[finding.state]}>
              <Icon name={ICONS[finding.state]} size={18} label={t(`diagnosis.state.${finding.state}`)} />
              <span className={s['words']}>{wordsOf(t, finding, finding.at ? relativeTime(finding.at, now, place) : '')}</span>
              {finding.link && (
                <RouterButton size="sm" to={finding.link}>
                  {t('diagnosis.mend')}
                </RouterButton>
              )}
            </li>
          ))}
        </ol>
      </Card>
    </div>
  );
}

/** Keys are `noun.what`, and so are those of their words. */
function wordsOf(t: TFunction<'entry'>, { key, person, detail }: Finding, when: string): string {
  const [noun = '', what = ''] = key.split('.');
  const values = { name: person?.name ?? '', company: person?.company?.name ?? '', detail: detail ?? '', when };
  return t(`diagnosis.finding.${noun}.${what}` as 'diagnosis.finding.mail.failed', values);
}
