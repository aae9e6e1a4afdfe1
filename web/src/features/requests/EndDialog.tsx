import { close, reopen } from '@portico/contracts/tickets/routes.ts';
import type { TicketForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Requests.module.css';
import { refreshRequests } from './requests.queries.ts';
import { textToHtml } from './text-html.ts';

/** Closing and reopening, each with a few optional words. */
export function EndDialog({ ticket, act, onDone }: { ticket: TicketForContact; act: 'close' | 'reopen'; onDone: () => void }): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const run = async () => {
    setBusy(true);
    try {
      const html = textToHtml(words);
      await call(act === 'close' ? close : reopen, { params: { id: ticket.id }, body: html ? { bodyHtml: html } : {} });
      await refreshRequests(client);
      toast({ icon: 'check-circle', text: t(`end.${act}.done`) });
      onDone();
    } catch (error) {
      setRefused(sayError(error, 'client'));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(`end.${act}.title`)}
      onClose={onDone}
      actions={
        <>
          <Button onClick={onDone}>{t('act.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void run()}>
            {t(`end.${act}.act`)}
          </Button>
        </>
      }
    >
      <div className={s['dialogForm']}>
        <p>{t(`end.${act}.body`)}</p>
        {refused && (
          <Banner tone="bad" live>
            {refused}
          </Banner>
        )}
        <TextArea label={t(`end.${act}.words`)} optional rows={4} data-autofocus="" value={words} onChange={setWords} />
      </div>
    </Dialog>
  );
}
