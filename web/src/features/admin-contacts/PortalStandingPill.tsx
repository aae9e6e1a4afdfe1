import type { ContactItem } from '@portico/contracts/contacts/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pill } from '../../ui/Surface.tsx';

/** Why this contact cannot use the client portal; nothing while they can. */
export function PortalStandingPill({ contact }: { contact: Pick<ContactItem, 'portalStanding'> }): ReactNode {
  const { t } = useTranslation('entry');
  const { portalStanding } = contact;
  if (portalStanding === 'open') return null;
  return <Pill icon="stop">{t(`contact.standing.${portalStanding}`)}</Pill>;
}
