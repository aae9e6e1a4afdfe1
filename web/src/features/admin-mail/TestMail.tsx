import { sendTest } from '@portico/contracts/email/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said, sayProblem } from '../../lib/say-problem.ts';
import { useAccount } from '../../lib/use-account.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Mail.module.css';

export function TestMail({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('admin');
  const account = useAccount();
  const queries = useQueryClient();
  const id = useId();
  const form = useForm({
    initial: { to: account.email ?? '' },
    validate: ({ to }): Record<string, string> => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(to.trim()) ? {} : { to: t('field.emailWrong') }),
    onSubmit: said('admin', async ({ to }: { to: string }) => {
      const mail = await callTech(sendTest, { body: { to: to.trim() } });
      void queries.invalidateQueries({ queryKey: ['mails.list'] });
      toast({ icon: 'check-circle', text: t('mail.testSent', { to: mail.toAddress }) });
      onClose();
    }),
  });
  return (
    <Dialog
      open
      title={t('mail.test')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form={id} busy={form.busy}>
            {t('mail.send')}
          </Button>
        </>
      }
    >
      <form id={id} className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
        <p>{t('mail.testBody')}</p>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'admin')}
          </Banner>
        )}
        <TextField {...form.field('to')} type="email" label={t('mail.to')} autoComplete="email" data-autofocus="" dir="ltr" />
      </form>
    </Dialog>
  );
}
