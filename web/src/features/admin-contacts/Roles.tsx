import type { ContactItem } from '@portico/contracts/contacts/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pill } from '../../ui/Surface.tsx';

/** What a contact may do beyond asking for help, as words. */
export function Roles({ contact }: { contact: Pick<ContactItem, 'isManager' | 'isVip' | 'isApprover'> }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      {contact.isManager && <Pill tone="info">{t('contacts.manager')}</Pill>}{' '}
      {contact.isVip && <Pill tone="brand">{t('contacts.vip')}</Pill>}{' '}
      {contact.isApprover && (
        <Pill tone="alt" icon="seal">
          {t('contacts.approver')}
        </Pill>
      )}
    </>
  );
}
