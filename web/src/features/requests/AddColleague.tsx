import { addParticipant } from '@portico/contracts/tickets/routes.ts';
import type { TicketForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import { findColleagues } from './find-colleagues.ts';
import { refreshRequests } from './requests.queries.ts';

export function AddColleague({ ticket, onClose }: { ticket: TicketForContact; onClose: () => void }): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Option | null>(null);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const there = new Set(ticket.participants.map(({ person }) => String(person.id)));
  const add = async () => {
    if (!chosen) return setRefused(t('people.choose'));
    setBusy(true);
    try {
      await call(addParticipant, { params: { id: ticket.id }, body: { accountId: Number(chosen.value), role: 'cc' } });
      await refreshRequests(client);
      toast({ icon: 'check-circle', text: t('people.added', { name: chosen.label }) });
      onClose();
    } catch (error) {
      setRefused(sayError(error, 'client'));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('people.add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void add()}>
            {t('people.addAct')}
          </Button>
        </>
      }
    >
      <Combobox
        label={t('people.who')}
        hint={t('people.hint')}
        name="colleague"
        options={async (query, signal) => (await findColleagues(query, signal)).filter((option) => !there.has(option.value))}
        value={chosen}
        onChange={(option) => {
          setChosen(option);
          setRefused(undefined);
        }}
        error={refused}
      />
    </Dialog>
  );
}
