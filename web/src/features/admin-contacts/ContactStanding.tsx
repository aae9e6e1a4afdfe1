import { get, update } from '@portico/contracts/contacts/routes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { confirmingLockout } from '../../ui/records/lockout.ts';
import { Standing } from '../../ui/records/Standing.tsx';

export function ContactStanding({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: contact.id } };
  const { name } = contact;
  return (
    <Standing
      active={contact.active}
      version={contact.version}
      words={{
        disable: t('contacts.disable'),
        enable: t('contacts.enable'),
        keep: t('contacts.keep'),
        title: t('contacts.disableTitle', { name }),
        body: t('contacts.disableBody', { name, count: contact.openTicketCount }),
        disabled: t('contacts.disabled', { name }),
        enabled: t('contacts.enabled', { name }),
      }}
      put={async (active, version) => {
        const stored = await confirmingLockout((confirmed) =>
          callTech(update, { ...input, body: { active, ...confirmed } }, { ifMatch: version }),
        );
        queries.setQueryData(keyOf(get, input), stored);
        void queries.invalidateQueries({ queryKey: ['contacts.list'] });
        return stored.version;
      }}
      onRefused={() => void queries.invalidateQueries({ queryKey: keyOf(get, input) })}
    />
  );
}
