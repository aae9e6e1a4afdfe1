import { bulkUpdate } from '@portico/contracts/contacts/routes.ts';
import type { ContactItem } from '@portico/contracts/contacts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { BulkBar, BulkTagsDialog, useBulk } from '../../ui/records/BulkBar.tsx';
import type { RowId } from '../../ui/table-state.ts';

type Patch = BodyOf<typeof bulkUpdate>['patch'];
const ROLES = ['isManager', 'isVip', 'isApprover'] as const;

/** State, roles and tags of the ticked contacts. */
export function ContactBulk({
  chosen,
  rows,
  onClear,
}: {
  chosen: ReadonlySet<RowId>;
  rows: readonly ContactItem[];
  onClear: () => void;
}): ReactNode {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const [tagging, setTagging] = useState(false);
  const ids = rows.filter((row) => chosen.has(row.id)).map((row) => row.id);
  const bulk = useBulk<Patch>(
    (part, patch) => callTech(bulkUpdate, { body: { ids: part, patch } }),
    (id) => rows.find((row) => row.id === id)?.name ?? `#${id}`,
    () => {
      onClear();
      void queries.invalidateQueries({ queryKey: ['contacts.list'] });
      void queries.invalidateQueries({ queryKey: ['contacts.get'] });
    },
  );
  const count = ids.length;
  const disable = async () => {
    const title = t('bulk.disableContactsTitle', { count });
    const words = { title, body: t('bulk.disableContactsBody'), act: t('bulk.disable'), keep: t('bulk.keep') };
    if (await confirm({ ...words, danger: true, icon: 'stop' })) await bulk.run(ids, { active: false });
  };
  const give = async (role: (typeof ROLES)[number]) => {
    const name = t(`bulk.role.${role}`);
    const words = {
      title: t('bulk.giveTitle', { count, role: name }),
      body: t(`bulk.giveBody.${role}`),
      act: t('bulk.give', { role: name }),
    };
    if (await confirm({ ...words, keep: t('bulk.keep') })) await bulk.run(ids, { [role]: true });
  };
  return (
    <>
      <BulkBar count={count} onClear={onClear}>
        <Button icon="tag" busy={bulk.busy} onClick={() => setTagging(true)}>
          {t('bulk.tags')}
        </Button>
        <Menu
          label={t('bulk.roles')}
          trigger={<Button icon="seal">{t('bulk.roles')}</Button>}
          items={[
            ...ROLES.map((role) => ({ label: t('bulk.give', { role: t(`bulk.role.${role}`) }), onSelect: () => void give(role) })),
            'divider' as const,
            ...ROLES.map((role) => ({
              label: t('bulk.take', { role: t(`bulk.role.${role}`) }),
              onSelect: () => void bulk.run(ids, { [role]: false }),
            })),
          ]}
        />
        <Button icon="play" busy={bulk.busy} onClick={() => void bulk.run(ids, { active: true })}>
          {t('bulk.enable')}
        </Button>
        <Button icon="stop" busy={bulk.busy} onClick={() => void disable()}>
          {t('bulk.disable')}
        </Button>
      </BulkBar>
      {tagging && (
        <BulkTagsDialog place="contact" count={count} onClose={() => setTagging(false)} onApply={(tags) => void bulk.run(ids, { tags })} />
      )}
      {bulk.report}
    </>
  );
}
