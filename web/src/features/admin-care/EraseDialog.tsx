import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { erase } from '@portico/contracts/personal-data/routes.ts';
import type { PersonalDataPreview } from '@portico/contracts/personal-data/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Care.module.css';

/** The one act here without a way back: it names what goes, and the address must be typed. */
export function EraseDialog({ contact, data, onClose }: { contact: Contact; data: PersonalDataPreview; onClose: () => void }): ReactNode {
  const { t } = useTranslation('care');
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [redactTexts, setRedact] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const confirmed = typed.trim().toLowerCase() === data.confirm.toLowerCase();
  const act = async () => {
    setBusy(true);
    setError(null);
    try {
      await callTech(erase, { params: { id: contact.id }, body: { confirm: typed, redactTexts } });
      toast({ icon: 'check-circle', text: t('data.started', { name: contact.name }) });
      for (const key of ['personalData.preview', 'personalData.exports', 'contacts.get', 'contacts.list'])
        void queries.invalidateQueries({ queryKey: [key] });
      onClose();
    } catch (problem) {
      setError(sayError(problem, 'care'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      question
      onClose={onClose}
      title={t('data.dialog', { name: contact.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('data.keep')}</Button>
          <Button kind="danger" icon="trash" busy={busy} disabled={!confirmed} onClick={() => void act()}>
            {t('data.act')}
          </Button>
        </>
      }
    >
      <div className={s['form']}>
        {error && (
          <Banner tone="bad" live>
            {error}
          </Banner>
        )}
        <p>{t('data.body', { id: contact.id })}</p>
        <p>{t('data.goes')}</p>
        <Checkbox checked={redactTexts} onChange={setRedact} label={t('data.redact')} hint={t('data.redactHint')} />
        <Banner tone="info">{t('data.backups')}</Banner>
        <TextField
          label={t('data.type', { confirm: data.confirm })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          spellCheck={false}
          data-autofocus=""
        />
      </div>
    </Dialog>
  );
}
