import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { MoveDialog } from './MoveDialog.tsx';

export function MoveCard({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('care');
  const [open, setOpen] = useState(false);
  return (
    <FormCard title={t('move.title')} hint={t('move.hint', { company: contact.company.name })}>
      <div>
        <Button icon="arrow-end" onClick={() => setOpen(true)}>
          {t('move.open')}
        </Button>
      </div>
      {open && <MoveDialog contact={contact} onClose={() => setOpen(false)} />}
    </FormCard>
  );
}
