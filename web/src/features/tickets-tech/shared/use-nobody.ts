import { useTranslation } from 'react-i18next';
import type { Person } from '../../../ui/Avatar.tsx';

/** Who stands beside words whose author is not known any more (erased people, imports). */
export function useNobody(): Person {
  const { t } = useTranslation('tech');
  return { id: 0, name: t('ticket.unknownAuthor') };
}
