import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { openNewTicket } from './new-ticket.ts';

/** Keys that work on every page. */
export function useGlobalKeys(): void {
  const { t } = useTranslation('tech');
  const navigate = useNavigate();
  const group = t('keys.everywhere');
  const go = (keys: string, to: string, label: string) => ({ keys, label, group, run: () => void navigate({ to }) });
  useHotkeys([
    { keys: 'c', label: t('new.title'), group, run: () => openNewTicket(null) },
    go('g q', '/tickets', t('keys.goQueue')),
    go('g c', '/contacts', t('keys.goContacts')),
    go('g o', '/companies', t('keys.goCompanies')),
    go('g t', '/team', t('keys.goTeam')),
    go('g s', '/settings/profile', t('keys.goSettings')),
  ]);
}

/** A button that does what a key does sends the key, so that the two never differ. */
export function pressKey(keys: string): void {
  const [key = '', modifier] = keys.split('+').toReversed();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: modifier === 'mod', bubbles: true, cancelable: true }));
}
