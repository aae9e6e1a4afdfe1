import { makePrimary } from '@portico/contracts/contacts/routes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { QuietLink } from '../../ui/records/links.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './ContactPage.module.css';

/** Who else has this address, and who is meant by it; nothing where the address is this contact's alone. */
export function SameEmail({ contact, onChanged }: { contact: Contact; onChanged: (stored: Contact) => void }): ReactNode {
  const { t } = useTranslation(['people', 'admin']);
  const [busy, setBusy] = useState<number | null>(null);
  if (contact.sameEmail.length === 0) return null;
  const all = [{ id: contact.id, company: contact.company, isPrimary: contact.isPrimary, active: contact.active }, ...contact.sameEmail];
  const choose = async (id: number, company: string) => {
    setBusy(id);
    try {
      const stored = await callTech(makePrimary, { params: { id } });
      onChanged(stored);
      toast({ icon: 'check-circle', text: t('contact.madePrimary', { name: company, email: contact.email ?? '' }) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'people') });
    } finally {
      setBusy(null);
    }
  };
  return (
    <FormCard title={t('contact.same')} hint={t('contact.sameHint')}>
      <ul className={s['twins']}>
        {all.map((one) => (
          <li key={one.id}>
            <span>
              {one.id === contact.id ? (
                <bdi>{one.company.name}</bdi>
              ) : (
                <QuietLink to="/contacts/$id" params={{ id: String(one.id) } as never}>
                  <bdi>{one.company.name}</bdi>
                </QuietLink>
              )}{' '}
              {one.id === contact.id && <Pill>{t('contact.here')}</Pill>}{' '}
              {one.isPrimary && (
                <Pill tone="info" icon="star">
                  {t('contact.primary')}
                </Pill>
              )}{' '}
              {!one.active && <Pill icon="stop">{t('admin:state.disabled')}</Pill>}
            </span>
            {!one.isPrimary && (
              <Button size="sm" busy={busy === one.id} onClick={() => void choose(one.id, one.company.name)}>
                {t('contact.makePrimary')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </FormCard>
  );
}
