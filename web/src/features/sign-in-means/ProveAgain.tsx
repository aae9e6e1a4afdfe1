import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import { askForPasskey, type OwnerProof } from '../../lib/passkeys.ts';
import { isProblem } from '../../lib/problem.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './SecondFactor.module.css';

type Wanted = 'password' | 'code';

/** Which proofs a refusal asks for, besides those asked for before; null when it is about something else. */
export function wantedProofs(problem: unknown, before: readonly Wanted[]): readonly Wanted[] | null {
  if (!isProblem(problem)) return null;
  if (problem.code === 'proof.tooOld') return [...new Set<Wanted>([...before, 'password'])];
  return problem.code === 'proof.secondTooOld' ? [...new Set<Wanted>([...before, 'code'])] : null;
}

interface Props {
  readonly accountId: number;
  readonly wants: readonly Wanted[];
  readonly hasPasskeys: boolean;
  readonly error: string | null;
  readonly busy: boolean;
  readonly onProof: (proof: OwnerProof) => void;
  readonly onCancel: () => void;
}

/** An open browser is not enough: password and code, or a passkey, once more. */
export function ProveAgain({ accountId, wants, hasPasskeys, error, busy, onProof, onCancel }: Props): ReactNode {
  const { t } = useTranslation('passkeys');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(null);
    onProof({ ...(password ? { password } : {}), ...(code.trim() ? { code: code.trim() } : {}) });
  };
  const show = () => {
    setRefused(null);
    askForPasskey(accountId).then(
      () => onProof({}),
      (problem: unknown) => setRefused(sayError(problem, 'passkeys')),
    );
  };
  const said = refused ?? error;
  return (
    <form noValidate className={s['form']} onSubmit={submit}>
      <p className={s['hint']}>{t('proveIntro')}</p>
      {said && (
        <Banner tone="bad" live>
          {said}
        </Banner>
      )}
      {wants.includes('password') && (
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
        />
      )}
      {wants.includes('code') && (
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          name="code"
          autoFocus={!wants.includes('password')}
          autoComplete="one-time-code"
          dir="ltr"
          maxLength={40}
          value={code}
          onChange={setCode}
        />
      )}
      <div className={s['acts']}>
        <Button type="submit" kind="primary" busy={busy} disabled={password === '' && code.trim() === ''}>
          {t('again')}
        </Button>
        {hasPasskeys && knowsPasskeys() && (
          <Button icon="key" busy={busy} onClick={show}>
            {t('provePasskey')}
          </Button>
        )}
        <Button kind="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
