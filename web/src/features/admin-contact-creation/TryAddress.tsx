import { previewContactCreation } from '@portico/contracts/contact-creation/routes.ts';
import type { CreationPreview, CreationStep } from '@portico/contracts/contact-creation/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { FieldGrid, FormCard } from '../../ui/records/FormCard.tsx';
import { RowLink } from '../../ui/records/links.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './TryAddress.module.css';

interface Asked {
  readonly email: string;
  readonly sid?: string;
}
const ICONS: Readonly<Record<CreationStep['result'], IconName>> = { passes: 'check-circle', stops: 'stop', notes: 'info' };

/** The dry run: every step of the decision in words. */
export function TryAddress(): ReactNode {
  const { t } = useTranslation('entry');
  const [email, setEmail] = useState('');
  const [sid, setSid] = useState('');
  const [wrong, setWrong] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
    setWrong(!isAddress);
    if (isAddress) setAsked({ email: email.trim(), ...(sid.trim() ? { sid: sid.trim() } : {}) });
  };
  return (
    <FormCard title={t('creation.try')} hint={t('creation.tryHint')}>
      <form noValidate onSubmit={submit} className={s['form']}>
        <FieldGrid>
          <TextField
            name="try-email"
            type="email"
            label={t('creation.tryEmail')}
            value={email}
            onChange={setEmail}
            error={wrong ? t('creation.wrong') : undefined}
            autoComplete="off"
            dir="ltr"
          />
          <TextField name="try-sid" label={t('creation.trySid')} optional value={sid} onChange={setSid} autoComplete="off" dir="ltr" />
        </FieldGrid>
        <div>
          <Button type="submit">{t('creation.tryAct')}</Button>
        </div>
      </form>
      <div aria-live="polite">{asked && <Answer asked={asked} />}</div>
    </FormCard>
  );
}

function Answer({ asked }: { asked: Asked }): ReactNode {
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  const preview = useQuery({ ...readTech(previewContactCreation, { query: asked }), staleTime: 0 });
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <SkeletonText lines={4} label={admin('loading')} />;
  const { outcome, people, steps } = preview.data;
  return (
    <div className={s['answer']}>
      <Banner tone={outcome === 'create' ? 'good' : 'info'} title={outcomeIn(t, preview.data)}>
        <bdi dir="ltr">{asked.email}</bdi>
      </Banner>
      {people.map((person) => (
        <p key={person.id} className={s['person']}>
          <RowLink to={person.kind === 'tech' ? '/techs/$id' : '/contacts/$id'} params={{ id: String(person.id) } as never}>
            <bdi>{person.name}</bdi>
          </RowLink>
          <span className={s['quiet']}>
            {[
              person.company?.name ?? t('creation.tech'),
              person.open ? '' : t('creation.isShut'),
              person.isPreferred && people.length > 1 ? t('creation.preferred') : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </p>
      ))}
      <h3>{t('creation.why')}</h3>
      <ol className={s['steps']}>
        {steps.map((step) => (
          <li key={step.verdict} className={s[step.result]}>
            <Icon name={ICONS[step.result]} size={18} label={t(`creation.result.${step.result}`)} />
            <span>{verdictIn(t, step)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Verdicts are `step.what`, and so are the keys of their words. */
function verdictIn(t: TFunction<'entry'>, { verdict, companies }: CreationStep): string {
  const [step = '', what = ''] = verdict.split('.');
  const names = companies.map(({ name }) => name).join(', ');
  return t(`creation.verdict.${step}.${what}` as 'creation.verdict.domain.one', { companies: names });
}

function outcomeIn(t: TFunction<'entry'>, { outcome, company, viaCatchAll }: CreationPreview): string {
  if (outcome === 'create')
    return t(viaCatchAll ? 'creation.outcome.catchAll' : 'creation.outcome.create', { company: company?.name ?? '' });
  return t(outcome === 'existing' ? 'creation.outcome.existing' : 'creation.outcome.nobody');
}
