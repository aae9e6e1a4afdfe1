import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useForm } from '../../lib/form.ts';
import { said, sayError, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../Button.tsx';
import { confirm } from '../ConfirmDialog.tsx';
import { Dialog } from '../Dialog.tsx';
import { FormErrorSummary } from '../FormErrorSummary.tsx';
import { Banner } from '../States.tsx';
import { Pill } from '../Surface.tsx';
import { TextField } from '../TextField.tsx';
import { toast } from '../toast-store.ts';
import s from './PasswordPanel.module.css';

const SHORTEST = 10;

interface PasswordPanelProps {
  readonly name: string;
  readonly hasPassword: boolean;
  readonly locked?: boolean;
  /** `null` removes it. */
  readonly save: (password: string | null) => Promise<unknown>;
}

/** Sets or removes the password of one account; says what it opens and what it does not. */
export function PasswordPanel({ name, hasPassword, locked, save }: PasswordPanelProps): ReactNode {
  const { t } = useTranslation('records');
  const [open, setOpen] = useState(false);
  const remove = async () => {
    const sure = await confirm({
      title: t('password.removeTitle', { name }),
      body: t('password.removeBody'),
      act: t('password.remove'),
      keep: t('password.keep'),
      danger: true,
    });
    if (!sure) return;
    try {
      await save(null);
      toast({ icon: 'check-circle', text: t('password.removed') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
  };
  return (
    <div className={s['row']}>
      <Pill tone={hasPassword ? 'good' : 'idle'} icon={hasPassword ? 'check-circle' : 'minus'}>
        {hasPassword ? t('password.set') : t('password.none')}
      </Pill>
      <Button icon="key" disabled={locked} onClick={() => setOpen(true)}>
        {hasPassword ? t('password.change') : t('password.setNew')}
      </Button>
      {hasPassword && !locked && (
        <Button kind="subtle" onClick={() => void remove()}>
          {t('password.remove')}
        </Button>
      )}
      {open && <PasswordDialog name={name} save={save} onClose={() => setOpen(false)} />}
    </div>
  );
}

function PasswordDialog({ name, save, onClose }: { name: string; save: PasswordPanelProps['save']; onClose: () => void }): ReactNode {
  const { t } = useTranslation('records');
  const form = useForm({
    initial: { password: '' },
    validate: ({ password }): Record<string, string> =>
      [...password].length < SHORTEST ? { password: t('password.short', { count: SHORTEST }) } : {},
    onSubmit: said('admin', async ({ password }: { password: string }) => {
      await save(password);
      toast({ icon: 'check-circle', text: t('password.saved') });
      onClose();
    }),
  });
  const strength = strengthOf(form.values.password);
  return (
    <Dialog
      open
      title={t('password.dialog', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={() => void form.submit()}>
            {t('password.save')}
          </Button>
        </>
      }
    >
      <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
        <p>{t('password.explain')}</p>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'admin')}
          </Banner>
        )}
        <TextField
          {...form.field('password')}
          type="password"
          autoComplete="new-password"
          data-autofocus=""
          label={t('password.label')}
          hint={t('password.hint', { count: SHORTEST })}
        />
        <div className={s['meter']} data-level={strength}>
          <span className={s['track']} aria-hidden>
            <i />
          </span>
          <span role="status">{form.values.password ? t(`password.strength.${STRENGTHS[strength]}`) : ''}</span>
        </div>
      </form>
    </Dialog>
  );
}

const STRENGTHS = ['weak', 'fair', 'good'] as const;
/** A hint while typing only; the server judges. Length counts, repeated and neighbouring characters do not. */
function strengthOf(password: string): 0 | 1 | 2 {
  const telling = [...password].filter((char, index, all) => {
    const gap = (char.codePointAt(0) ?? 0) - (all[index - 1]?.codePointAt(0) ?? -10);
    return Math.abs(gap) > 1;
  });
  const variety = new Set(telling).size;
  if ([...password].length < SHORTEST || variety < 6) return 0;
  return variety >= 11 ? 2 : 1;
}
