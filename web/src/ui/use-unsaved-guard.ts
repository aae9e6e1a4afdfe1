import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { confirm } from './ConfirmDialog.tsx';

/**
 * Asks before a dirty form is left. The browser's own question covers closing the tab; for moves inside a portal give the
 * returned function to the router: `useBlocker({ shouldBlockFn: async () => dirty && !(await mayLeave()) })`.
 */
export function useUnsavedGuard(dirty: boolean): () => Promise<boolean> {
  const { t } = useTranslation('ui');
  useEffect(() => {
    if (!dirty) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [dirty]);
  return async () =>
    !dirty ||
    confirm({
      title: t('unsaved.title'),
      body: t('unsaved.body'),
      act: t('unsaved.leave'),
      keep: t('unsaved.stay'),
      danger: true,
      icon: 'trash',
    });
}
