import { whyTicket } from '@portico/contracts/rights/routes.ts';
import type { WhyTicket as Why } from '@portico/contracts/rights/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { QuietLink } from '../../ui/records/links.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './Rights.module.css';

type Action = Why['actions'][number];
type Verdict = { readonly rule: string; readonly holds: boolean; readonly setting: string | null; readonly any?: readonly Verdict[] };

/** Asks for a ticket and shows, for every action, which rule decides and where. The number lives in the address. */
export function WhyTicket({ accountId, name }: { accountId: number; name: string }): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const asked = Number((useSearch({ strict: false }) as { ticket?: string }).ticket) || 0;
  const [typed, setTyped] = useState(asked ? String(asked) : '');
  const why = useQuery({ ...readTech(whyTicket, { query: { accountId, number: asked } }), enabled: asked > 0, retry: false });
  const number = Number(typed.replace(/^\s*#/, ''));
  return (
    <FormCard wide title={t('rights.why.title')} hint={t('rights.why.hint', { name })}>
      <div className={s['stack']}>
        <form
          className={s['ask']}
          onSubmit={(event) => {
            event.preventDefault();
            if (number === asked) void why.refetch();
            void navigate({ to: '.', replace: true, search: ((before: object) => ({ ...before, ticket: number })) as never });
          }}
        >
          <TextField
            label={t('rights.why.number')}
            inputMode="numeric"
            maxLength={11}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
          <Button type="submit" disabled={!Number.isInteger(number) || number < 1}>
            {t('rights.why.ask')}
          </Button>
        </form>
        {why.isError && <ErrorState error={why.error} onRetry={() => void why.refetch()} />}
        {asked > 0 && why.isPending && <SkeletonText lines={6} label={t('loading')} />}
        {why.data && (
          <section aria-live="polite" aria-label={t('rights.why.title')}>
            <p>
              <strong>
                #{why.data.ticket.number} <bdi>{why.data.ticket.title}</bdi>
              </strong>
            </p>
            {why.data.actions.map((action) => (
              <ActionRow key={action.action} action={action} />
            ))}
          </section>
        )}
      </div>
    </FormCard>
  );
}

/** Rules are `word` or `noun.what`, and so are the keys of their words. */
function ruleIn(t: TFunction<'admin'>, rule: string): string {
  const [noun = '', what] = rule.split('.');
  return what === undefined
    ? t(`rights.rule.${noun}` as 'rights.rule.staff')
    : t(`rights.rule.${noun}.${what}` as 'rights.rule.entry.active');
}

function ActionRow({ action }: { action: Action }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <details className={s['action']} open={action.action === 'read'}>
      <summary>
        <Icon name={action.allowed ? 'check' : 'close'} size={16} className={s[action.allowed ? 'good' : 'bad']} />
        {t(`rights.action.${action.action}`)}: {t(action.allowed ? 'rights.why.yes' : 'rights.why.no')}
      </summary>
      <Verdicts verdicts={action.verdicts as readonly Verdict[]} />
    </details>
  );
}

function Verdicts({ verdicts }: { verdicts: readonly Verdict[] }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <ol className={s['verdicts']}>
      {verdicts.map((one) => (
        <li key={one.rule}>
          <span className={s['verdict']}>
            <Icon name={one.holds ? 'check' : 'close'} size={16} className={cx(s[one.holds ? 'good' : 'bad'])} />
            <span>{ruleIn(t, one.rule)}</span>
            <span className={s['now']}>{t(one.holds ? 'rights.why.holds' : 'rights.why.fails')}</span>
            {one.setting && <QuietLink to={one.setting}>{t('rights.why.setting')}</QuietLink>}
          </span>
          {one.any && <Verdicts verdicts={one.any} />}
        </li>
      ))}
    </ol>
  );
}
