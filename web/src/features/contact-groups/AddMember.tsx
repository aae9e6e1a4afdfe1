import { GROUP_ROLES, type GroupRole } from '@portico/contracts/access/actor.ts';
import { addMember } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForContact } from '@portico/contracts/contact-groups/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import { refreshGroups } from './groups.queries.ts';

interface AddMemberProps {
  readonly group: ContactGroupForContact;
  /** Those who are in it already are not offered again. */
  readonly there: ReadonlySet<number>;
  readonly findPeople: (query: string, signal: AbortSignal) => Promise<readonly Option[]>;
  readonly onClose: () => void;
}

/** A colleague and what the colleague may see; the sentence below says what each role means. */
export function AddMember({ group, there, findPeople, onClose }: AddMemberProps): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Option | null>(null);
  const [role, setRole] = useState<GroupRole>('regular');
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const add = async () => {
    if (!chosen) return setRefused(t('groups.choose'));
    setBusy(true);
    try {
      await call(addMember, { params: { id: group.id }, body: { contactId: Number(chosen.value), role } });
      void refreshGroups(client);
      toast({ icon: 'check-circle', text: t('groups.added', { name: chosen.label }) });
      onClose();
    } catch (error) {
      setRefused(sayError(error, 'client'));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('groups.add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void add()}>
            {t('groups.addAct')}
          </Button>
        </>
      }
    >
      <Combobox
        label={t('groups.who')}
        hint={t('groups.whoHint')}
        name="member"
        options={async (query, signal) => (await findPeople(query, signal)).filter((option) => !there.has(Number(option.value)))}
        value={chosen}
        onChange={(option) => {
          setChosen(option);
          setRefused(undefined);
        }}
        error={refused}
      />
      <Select
        label={t('groups.roleLabel')}
        hint={t(`groups.means.${role}`)}
        name="role"
        value={role}
        options={GROUP_ROLES.map((one) => ({ value: one, label: t(`groups.role.${one}`) }))}
        onChange={setRole}
      />
    </Dialog>
  );
}
