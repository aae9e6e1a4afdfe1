import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../lib/form.ts';
import { sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../Button.tsx';
import { FormErrorSummary } from '../FormErrorSummary.tsx';
import { useHotkeys } from '../hotkeys.ts';
import { Banner } from '../States.tsx';
import { useUnsavedGuard } from '../use-unsaved-guard.ts';
import s from './RecordForm.module.css';

export interface RecordFormProps {
  readonly form: Pick<Form<object>, 'submit' | 'errors' | 'problem' | 'dirty' | 'busy'> & { readonly reset: () => void };
  readonly submitLabel: string;
  /** A new record: the button is always there, and there is nothing to go back to. */
  readonly isNew?: boolean;
  readonly onCancel?: () => void;
  /** Why this person may only look. */
  readonly locked?: string | undefined;
  readonly children: ReactNode;
}

/** A form page: refusals first, fields, and a bar that appears with the first change and says what is not saved yet. */
export function RecordForm({ form, submitLabel, isNew, onCancel, locked, children }: RecordFormProps): ReactNode {
  const { t } = useTranslation('records');
  const mayLeave = useUnsavedGuard(form.dirty);
  useBlocker({ shouldBlockFn: async () => form.dirty && !form.busy && !(await mayLeave()), enableBeforeUnload: false });
  useHotkeys(
    locked ? [] : [{ keys: 'mod+s', label: t('form.save'), group: t('form.keys'), whileTyping: true, run: () => void form.submit() }],
  );
  const shown = isNew || form.dirty;
  return (
    <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
      {locked && (
        <Banner tone="info" icon="lock">
          {locked}
        </Banner>
      )}
      <FormErrorSummary errors={form.errors} />
      {form.problem && <Refused text={sayProblem(form.problem, 'admin')} trace={form.problem.traceId} />}
      <fieldset className={s['fields']} disabled={Boolean(locked)}>
        {children}
      </fieldset>
      {shown && !locked && (
        <div className={s['bar']}>
          <Button kind="primary" type="submit" busy={form.busy} keys="mod+s">
            {submitLabel}
          </Button>
          {isNew
            ? onCancel && (
                <Button kind="subtle" onClick={onCancel}>
                  {t('form.cancel')}
                </Button>
              )
            : !form.busy && (
                <Button kind="subtle" onClick={() => form.reset()}>
                  {t('form.discard')}
                </Button>
              )}
          {!isNew && <span className={s['unsaved']}>{t('form.unsaved')}</span>}
        </div>
      )}
    </form>
  );
}

function Refused({ text, trace }: { text: string; trace: string }): ReactNode {
  const { t } = useTranslation('records');
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new refusal takes focus again, even with the same words
  useEffect(() => ref.current?.focus(), [trace]);
  return (
    <div ref={ref} tabIndex={-1} className={s['refused']}>
      <Banner tone="bad" live title={t('form.refused')}>
        {text} {t('form.kept')}
        {trace && <div className={s['trace']}>{t('form.reference', { id: trace })}</div>}
      </Banner>
    </div>
  );
}
