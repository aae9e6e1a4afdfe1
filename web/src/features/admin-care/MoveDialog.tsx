import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { preview, start } from '@portico/contracts/relocations/routes.ts';
import type { RelocationPreview, TicketFate } from '@portico/contracts/relocations/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioCards } from '../../ui/Choices.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { confirmingLockout } from '../../ui/records/lockout.ts';
import { Banner, SkeletonText } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import { Blocked } from './Blocked.tsx';
import s from './Care.module.css';
import { findCompanies, findContacts } from './find-records.ts';

/** Chooses a company, shows in numbers what will happen, and moves only then. */
export function MoveDialog({ contact, onClose }: { contact: Contact; onClose: () => void }): ReactNode {
  const { t } = useTranslation('care');
  const queries = useQueryClient();
  const [company, setCompany] = useState<Option | null>(null);
  const [fate, setFate] = useState<TicketFate>('stay');
  const [heir, setHeir] = useState<Option | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const companyId = Number(company?.value ?? 0);
  const look = useQuery({ ...readTech(preview, { params: { id: contact.id }, query: { companyId } }), enabled: companyId > 0 });
  const facts = companyId > 0 ? look.data : undefined;
  const ready = facts?.blocked === null && (fate !== 'hand-over' || heir !== null);
  const move = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { companyId, tickets: fate, ...(fate === 'hand-over' && heir ? { heirId: Number(heir.value) } : {}) };
      await confirmingLockout((confirmed) => callTech(start, { params: { id: contact.id }, body: { ...body, ...confirmed } }));
      toast({ icon: 'check-circle', text: t('move.done', { name: contact.name, company: company?.label ?? '' }) });
      for (const key of ['contacts.get', 'contacts.list', 'companies.get', 'relocations.list', 'relocations.preview'])
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
      onClose={onClose}
      title={t('move.dialog', { name: contact.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void move()}>
            {t('move.act', { company: company?.label ?? '…' })}
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
        <Combobox label={t('move.company')} options={findCompanies(contact.company.id)} value={company} onChange={setCompany} />
        <RadioCards<TicketFate>
          label={t('move.tickets')}
          value={fate}
          onChange={setFate}
          options={[
            { value: 'stay', label: t('move.fate.stay'), hint: t('move.fate.stayHint', { name: contact.name }) },
            { value: 'move', label: t('move.fate.move'), hint: t('move.fate.moveHint') },
            { value: 'hand-over', label: t('move.fate.handOver'), hint: t('move.fate.handOverHint') },
          ]}
        />
        {fate === 'hand-over' && (
          <Combobox label={t('move.heir')} options={findContacts(contact.id, contact.company.id)} value={heir} onChange={setHeir} />
        )}
        {companyId === 0 ? (
          <p className={s['muted']}>{t('move.choose')}</p>
        ) : look.isError ? (
          <Banner tone="bad">{sayError(look.error, 'care')}</Banner>
        ) : facts ? (
          <Facts facts={facts} fate={fate} />
        ) : (
          <SkeletonText lines={4} label={t('loading')} />
        )}
      </div>
    </Dialog>
  );
}

function Facts({ facts, fate }: { facts: RelocationPreview; fate: TicketFate }): ReactNode {
  const { t } = useTranslation('care');
  if (facts.blocked !== null)
    return (
      <Banner tone="warn">
        <Blocked code={facts.blocked} />
      </Banner>
    );
  const managed = facts.groups.filter((group) => group.lastManager).map((group) => group.name);
  const lines = [
    fate === 'move'
      ? t('move.ticketsMove', { count: facts.tickets })
      : fate === 'stay'
        ? t('move.ticketsStay', { count: facts.tickets })
        : t('move.ticketsGiven', { count: facts.tickets + facts.groupTickets }),
    fate !== 'hand-over' && facts.groupTickets > 0 && t('move.groupTickets', { count: facts.groupTickets }),
    fate === 'move' && facts.colleagues > 0 && t('move.colleagues', { count: facts.colleagues }),
    facts.groups.length > 0 && t('move.groups', { count: facts.groups.length, names: facts.groups.map((group) => group.name).join(', ') }),
    managed.length > 0 && t('move.lastManager', { names: managed.join(', ') }),
    facts.overrides > 0 && t('move.overrides', { count: facts.overrides }),
    facts.losesManager && t('move.manager'),
    facts.losesApprover && t('move.approver'),
    facts.sessions > 0 && t('move.sessions', { count: facts.sessions }),
  ].filter((line) => line !== false);
  return (
    <section aria-live="polite" aria-label={t('move.what')}>
      <strong>{t('move.what')}</strong>
      <ul className={s['facts']}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {!facts.opensPortal && <Banner tone="warn">{t('move.shut', { company: facts.to.name })}</Banner>}
    </section>
  );
}
