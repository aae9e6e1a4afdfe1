import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '../../lib/form.ts';
import { type Form, useForm } from '../../lib/form.ts';
import { said, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './RowDialog.module.css';

interface RowDialogProps<V extends { readonly name: string }> {
  readonly title: string;
  readonly initial: V;
  readonly onClose: () => void;
  readonly save: (values: V) => Promise<void>;
  readonly validate?: (values: V) => FieldErrors;
  readonly children?: (form: Form<V>) => ReactNode;
}

/** Creates or changes one small row. Closing asks first when something was typed. */
export function RowDialog<V extends { readonly name: string }>(props: RowDialogProps<V>): ReactNode {
  const { title, initial, onClose, save, validate, children } = props;
  const { t } = useTranslation(['admin', 'ui']);
  const id = useId();
  const form = useForm<V>({
    initial,
    validate: (values) => ({ ...(values.name.trim() ? {} : { name: t('desk.nameNeeded') }), ...validate?.(values) }),
    onSubmit: said('admin', async (values: V) => {
      await save({ ...values, name: values.name.trim() });
      toast({ icon: 'check-circle', text: t('saved', { name: values.name.trim() }) });
      onClose();
    }),
  });
  const leave = async () => {
    const words = { title: t('ui:unsaved.title'), body: t('ui:unsaved.body'), act: t('ui:unsaved.leave'), keep: t('ui:unsaved.stay') };
    if (!form.dirty || (await confirm({ ...words, danger: true }))) onClose();
  };
  const name = form.field('name' as keyof V & string) as unknown as {
    name: string;
    value: string;
    onChange: (value: string) => void;
    error: string | undefined;
  };
  return (
    <Dialog
      open
      title={title}
      onClose={() => void leave()}
      actions={
        <>
          <Button onClick={() => void leave()}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form={id} busy={form.busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={id} className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'admin')}
          </Banner>
        )}
        <TextField {...name} label={t('field.name')} maxLength={100} autoComplete="off" data-autofocus="" dir="auto" />
        {children?.(form)}
      </form>
    </Dialog>
  );
}
