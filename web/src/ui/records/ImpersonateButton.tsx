import { startImpersonation } from '@portico/contracts/access/impersonation.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button, ButtonLink } from '../Button.tsx';
import { Checkbox } from '../Choices.tsx';
import { Dialog } from '../Dialog.tsx';
import { Banner } from '../States.tsx';
import { TextField } from '../TextField.tsx';

interface ImpersonateProps {
  readonly person: { readonly id: number; readonly name: string };
}

/** Opens the portal as a contact sees it, in a tab of its own; asks why first. */
export function ImpersonateButton({ person }: ImpersonateProps): ReactNode {
  const { t } = useTranslation('records');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="eye" onClick={() => setOpen(true)}>
        {t('impersonate.open')}
      </Button>
      {open && <ReasonDialog person={person} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReasonDialog({ person, onClose }: ImpersonateProps & { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('records');
  const [reason, setReason] = useState('');
  const [readOnly, setReadOnly] = useState(true);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const [place, setPlace] = useState<string | null>(null);
  const start = async () => {
    setWrong(reason.trim() === '');
    if (reason.trim() === '') return document.getElementById('field-reason')?.focus();
    setBusy(true);
    setError(null);
    try {
      const { path } = await callTech(startImpersonation, { body: { contactId: person.id, reason: reason.trim(), readOnly } });
      const address = sitePath(path);
      const tab = window.open(address, '_blank');
      // A browser that blocks new tabs is offered a link instead.
      if (!tab) return setPlace(address);
      tab.opener = null;
      onClose();
    } catch (problem) {
      setError(sayError(problem, 'admin'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      size="sm"
      title={t('impersonate.title', { name: person.name })}
      onClose={onClose}
      actions={
        place ? (
          <ButtonLink kind="primary" href={place} target="_blank" rel="noopener" onClick={onClose}>
            {t('impersonate.follow')}
          </ButtonLink>
        ) : (
          <>
            <Button onClick={onClose}>{t('impersonate.cancel')}</Button>
            <Button kind="primary" busy={busy} onClick={() => void start()}>
              {t('impersonate.start')}
            </Button>
          </>
        )
      }
    >
      {error && <Banner tone="bad">{error}</Banner>}
      {place ? (
        <p>{t('impersonate.blocked')}</p>
      ) : (
        <>
          <p>{t('impersonate.body')}</p>
          <TextField
            name="reason"
            label={t('impersonate.reason')}
            hint={t('impersonate.reasonHint')}
            value={reason}
            onChange={(value) => {
              setReason(value);
              setWrong(false);
            }}
            error={wrong ? t('impersonate.reasonNeeded') : undefined}
            maxLength={500}
            autoComplete="off"
            data-autofocus=""
          />
          <Checkbox
            name="readOnly"
            label={t('impersonate.readOnly')}
            hint={t('impersonate.readOnlyHint')}
            checked={readOnly}
            onChange={setReadOnly}
          />
        </>
      )}
    </Dialog>
  );
}
