import {
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from '@portico/contracts/second-factor/routes.ts';
import type { SecondFactor as Standing } from '@portico/contracts/second-factor/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../lib/api.ts';
import { useForm } from '../../lib/form.ts';
import { loadArea } from '../../lib/i18n.ts';
import { ApiProblem } from '../../lib/problem.ts';
import { keyOf, read } from '../../lib/query.ts';
import { sayError, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Page.tsx';
import { RecoveryCodes, SecondFactorScan } from '../../ui/SecondFactorSetUp.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card, Pill } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './SecondFactor.module.css';

type Step = { readonly kind: 'none' | 'set-up' | 'renew' | 'remove' } | { readonly kind: 'codes'; readonly codes: readonly string[] };
const AT_REST: Step = { kind: 'none' };

/** One's own second factor: set up, recovery codes, removal. */
export function SecondFactor({ accountId }: { accountId: number }): ReactNode {
  const [ready, setReady] = useState(false);
  useEffect(() => void loadArea('second-factor').then(() => setReady(true)), []);
  return ready ? <Loaded accountId={accountId} /> : null;
}

function Loaded({ accountId }: { accountId: number }): ReactNode {
  const { t } = useTranslation('second-factor');
  const client = useQueryClient();
  const found = useQuery(read(getSecondFactor, {}));
  const [step, setStep] = useState<Step>(AT_REST);
  const refresh = () => client.invalidateQueries({ queryKey: keyOf(getSecondFactor) });
  const showCodes = (codes: readonly string[]) => {
    setStep({ kind: 'codes', codes });
    void refresh();
  };
  return (
    <Section title={t('title')}>
      <Card className={s['card']}>
        {found.isPending ? (
          <SkeletonText lines={2} label={t('loading')} />
        ) : found.isError ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : step.kind === 'codes' ? (
          <RecoveryCodes codes={step.codes} onKept={() => setStep(AT_REST)} />
        ) : (
          <>
            <AtRest standing={found.data} onStep={(kind) => setStep({ kind })} busy={step.kind !== 'none'} />
            {step.kind === 'set-up' && <SetUpHere accountId={accountId} onDone={showCodes} onCancel={() => setStep(AT_REST)} />}
            {(step.kind === 'renew' || step.kind === 'remove') && (
              <WithCode
                key={step.kind}
                kind={step.kind}
                isForced={found.data.isForced}
                onCodes={showCodes}
                onRemoved={(standing) => {
                  client.setQueryData(keyOf(getSecondFactor, {}), standing);
                  setStep(AT_REST);
                }}
                onCancel={() => setStep(AT_REST)}
              />
            )}
          </>
        )}
      </Card>
    </Section>
  );
}

function AtRest({
  standing,
  onStep,
  busy,
}: {
  standing: Standing;
  onStep: (kind: 'set-up' | 'renew' | 'remove') => void;
  busy: boolean;
}): ReactNode {
  const { t } = useTranslation('second-factor');
  const isOn = standing.since !== null;
  return (
    <>
      <div className={s['standing']}>
        <Pill tone={isOn ? 'good' : 'idle'} icon={isOn ? 'check-circle' : 'minus'}>
          {isOn ? t('on') : t('off')}
        </Pill>
        {standing.since && (
          <span className={s['hint']}>
            {t('onSince')} <TimeAgo at={standing.since} /> · {t('left', { count: standing.recoveryCodesLeft })}
          </span>
        )}
      </div>
      <p className={s['hint']}>
        {t('intro')} {standing.isForced && t('forced')}
      </p>
      {!busy && (
        <div className={s['acts']}>
          {isOn ? (
            <>
              <Button icon="key" onClick={() => onStep('renew')}>
                {t('renew')}
              </Button>
              <Button kind="subtle" onClick={() => onStep('remove')}>
                {t('remove')}
              </Button>
            </>
          ) : (
            <Button icon="phone" onClick={() => onStep('set-up')}>
              {t('setUp')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function SetUpHere({
  accountId,
  onDone,
  onCancel,
}: {
  accountId: number;
  onDone: (codes: readonly string[]) => void;
  onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation('second-factor');
  const [setUp, setSetUp] = useState<Reply<typeof startSecondFactor> | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const proof = password ? { password } : {};
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'proof.tooOld' && password === null) setPassword('');
      else setError(sayError(problem, 'second-factor'));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const begin = () => run(async () => setSetUp(await call(startSecondFactor, { body: { accountId, ...proof } })));
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once; a password is sent by its button
  useEffect(() => void begin(), []);
  const confirm = (code: string) =>
    run(async () => onDone((await call(confirmSecondFactor, { body: { accountId, code, ...proof } })).recoveryCodes));
  return (
    <div className={s['form']}>
      {setUp ? (
        <SecondFactorScan setUp={setUp} onCode={confirm} busy={busy} error={error} />
      ) : password === null ? (
        error ? (
          <Banner tone="bad" live>
            {error}
          </Banner>
        ) : (
          <SkeletonText lines={3} label={t('loading')} />
        )
      ) : (
        <form
          noValidate
          className={s['form']}
          onSubmit={(event) => {
            event.preventDefault();
            void begin();
          }}
        >
          <TextField
            label={t('password')}
            hint={t('passwordHint')}
            name="password"
            type="password"
            autoFocus
            autoComplete="current-password"
            dir="ltr"
            value={password}
            onChange={setPassword}
            error={error}
          />
          <div>
            <Button type="submit" kind="primary" busy={busy}>
              {t('again')}
            </Button>
          </div>
        </form>
      )}
      <div>
        <Button kind="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}

interface WithCodeProps {
  readonly kind: 'renew' | 'remove';
  readonly isForced: boolean;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onRemoved: (standing: Standing) => void;
  readonly onCancel: () => void;
}

/** An open browser is not enough: a code is asked for. */
function WithCode({ kind, isForced, onCodes, onRemoved, onCancel }: WithCodeProps): ReactNode {
  const { t } = useTranslation('second-factor');
  const form = useForm({
    initial: { code: '' },
    onSubmit: async ({ code }): Promise<void> => {
      const body = { code: code.trim() };
      if (kind === 'renew') return onCodes((await call(renewRecoveryCodes, { body })).recoveryCodes);
      onRemoved(await call(removeSecondFactor, { body }));
      toast({ icon: 'check-circle', text: t('removed') });
    },
  });
  return (
    <form noValidate className={s['form']} onSubmit={(event) => void form.submit(event)}>
      <p className={s['hint']}>{kind === 'renew' ? t('renewIntro') : isForced ? t('removeForced') : t('removeIntro')}</p>
      {form.problem && (
        <Banner tone="bad" live>
          {sayProblem(form.problem, 'second-factor')}
        </Banner>
      )}
      <TextField
        label={t('anyCode')}
        hint={t('anyHint')}
        autoFocus
        autoComplete="one-time-code"
        dir="ltr"
        maxLength={40}
        {...form.field('code')}
      />
      <div className={s['acts']}>
        <Button type="submit" kind={kind === 'renew' ? 'primary' : 'danger'} busy={form.busy} disabled={form.values.code.trim() === ''}>
          {kind === 'renew' ? t('renewSubmit') : t('removeSubmit')}
        </Button>
        <Button kind="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
