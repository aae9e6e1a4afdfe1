import { get, remove, restore, update } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForTech } from '@portico/contracts/contact-groups/shapes.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { BackLink, QuietLink, RouterButton } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Standing } from '../../ui/records/Standing.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { GroupFields } from './GroupFields.tsx';
import { GroupMembers } from './GroupMembers.tsx';
import { checkGroup, type GroupValues, groupPatch, groupValues, iconOf } from './group-form.ts';

export function GroupPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const group = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/contact-groups">{t('nav.contactGroups')}</BackLink>;
  if (group.data) return <Loaded group={group.data} back={back} />;
  return (
    <Page title={t('nav.contactGroups')} back={back}>
      {group.isError ? (
        <ErrorState error={group.error} onRetry={() => void group.refetch()} />
      ) : (
        <SkeletonText lines={6} label={t('loading')} />
      )}
    </Page>
  );
}

function keepGroup(queries: QueryClient, stored: ContactGroupForTech): ContactGroupForTech {
  queries.setQueryData(keyOf(get, { params: { id: stored.id } }), stored);
  void queries.invalidateQueries({ queryKey: ['contactGroups.list'] });
  return stored;
}

function Loaded({ group, back }: { group: ContactGroupForTech; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: group.id } };
  const gone = group.deletedAt !== null;
  const form = useRecordForm<ContactGroupForTech, GroupValues>({
    record: group,
    valuesOf: groupValues,
    validate: (values) => checkGroup(values, t),
    save: async (patch, version) => {
      const stored = keepGroup(queries, await callTech(update, { ...input, body: groupPatch(patch) }, { ifMatch: version }));
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  const { name } = group;
  return (
    <Page
      title={name}
      heading={
        <>
          <Name>{name}</Name>{' '}
          {gone ? <Pill icon="trash">{t('groups.deleted')}</Pill> : !group.active && <Pill icon="stop">{t('groups.resting')}</Pill>}
        </>
      }
      intro={
        <>
          <QuietLink to="/companies/$id" params={{ id: String(group.company.id) } as never} search={{ tab: 'groups' } as never}>
            {group.company.name}
          </QuietLink>{' '}
          · {t('groups.summary', { members: group.memberCount, tickets: group.openTicketCount })}
        </>
      }
      back={back}
      actions={
        <>
          {!gone && (
            <RouterButton icon="shield" to="/contact-groups/$id/access" params={{ id: String(group.id) } as never}>
              {t('rights.open')}
            </RouterButton>
          )}
          {!gone && (
            <Standing
              active={group.active}
              version={group.version}
              words={{
                disable: t('groups.rest'),
                enable: t('groups.wake'),
                keep: t('contacts.keep'),
                title: t('groups.restTitle', { name }),
                body: t('groups.restBody'),
                disabled: t('groups.rested', { name }),
                enabled: t('groups.woken', { name }),
              }}
              put={async (active, version) =>
                keepGroup(queries, await callTech(update, { ...input, body: { active } }, { ifMatch: version })).version
              }
              onRefused={() => void queries.invalidateQueries({ queryKey: keyOf(get, input) })}
            />
          )}
          <Deletion group={group} />
        </>
      }
    >
      {!gone && (
        <RecordForm form={form} submitLabel={t('save')}>
          <GroupFields form={form} />
          <ConflictDialog
            form={form}
            names={{ name: t('groups.name'), icon: t('groups.icon'), tags: t('groups.tags') }}
            show={(field, value) => {
              if (field === 'icon') return t(`groups.icons.${iconOf(String(value))}`);
              return Array.isArray(value) ? value.join(', ') : String(value ?? '');
            }}
          />
        </RecordForm>
      )}
      <GroupMembers group={group} locked={gone} />
    </Page>
  );
}

/** Takes the group away after saying what goes with it; a deleted one comes back with its members. */
function Deletion({ group }: { group: ContactGroupForTech }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const input = { params: { id: group.id } };
  const { name } = group;
  const run = async (work: () => Promise<unknown>, text: string) => {
    setBusy(true);
    try {
      await work();
      toast({ icon: 'check-circle', text });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    await queries.invalidateQueries({ queryKey: keyOf(get, input) });
    void queries.invalidateQueries({ queryKey: ['contactGroups.list'] });
    setBusy(false);
  };
  const askFirst = async () => {
    const sure = await confirm({
      title: t('groups.deleteTitle', { name }),
      body: t('groups.deleteBody', { members: group.memberCount, tickets: group.openTicketCount }),
      act: t('groups.delete'),
      keep: t('contacts.keep'),
      danger: true,
      icon: 'trash',
    });
    if (sure) await run(() => callTech(remove, input), t('groups.deletedDone', { name }));
  };
  return group.deletedAt === null ? (
    <Button icon="trash" busy={busy} onClick={() => void askFirst()}>
      {t('groups.delete')}
    </Button>
  ) : (
    <Button kind="primary" icon="undo" busy={busy} onClick={() => void run(() => callTech(restore, input), t('groups.restored', { name }))}>
      {t('groups.restore')}
    </Button>
  );
}
