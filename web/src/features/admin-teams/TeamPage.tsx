import { get, update } from '@portico/contracts/teams/routes.ts';
import type { Team } from '@portico/contracts/teams/shapes.ts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { Page } from '../../ui/Page.tsx';
import { ConflictDialog } from '../../ui/records/ConflictDialog.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Standing } from '../../ui/records/Standing.tsx';
import { useRecordForm } from '../../ui/records/use-record-form.ts';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import { TeamFields } from './TeamFields.tsx';
import { checkTeam, type Member, type TeamValues, teamPatch, teamValues } from './team-form.ts';

export function TeamPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const team = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/teams">{t('nav.teams')}</BackLink>;
  if (team.data) return <Loaded team={team.data} back={back} />;
  return (
    <Page title={t('nav.teams')} back={back}>
      {team.isError ? (
        <ErrorState error={team.error} onRetry={() => void team.refetch()} />
      ) : (
        <SkeletonText lines={6} label={t('loading')} />
      )}
    </Page>
  );
}

function keepTeam(queries: QueryClient, stored: Team): Team {
  queries.setQueryData(keyOf(get, { params: { id: stored.id } }), stored);
  void queries.invalidateQueries({ queryKey: ['teams.list'] });
  void queries.invalidateQueries({ queryKey: ['techs.list'] });
  return stored;
}

function Loaded({ team, back }: { team: Team; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: team.id } };
  const form = useRecordForm<Team, TeamValues>({
    record: team,
    valuesOf: teamValues,
    validate: (values) => checkTeam(values, t),
    save: async (patch, version) => {
      const stored = keepTeam(queries, await callTech(update, { ...input, body: teamPatch(patch) }, { ifMatch: version }));
      toast({ icon: 'check-circle', text: t('saved', { name: stored.name }) });
      return stored;
    },
    reload: () => callTech(get, input),
  });
  const { name } = team;
  const memberNames = (members: readonly Member[]) =>
    members.map((one) => (one.isLead ? t('teams.asLead', { name: one.name }) : one.name)).join(', ');
  return (
    <Page
      title={name}
      heading={
        <>
          <Name>{name}</Name> {!team.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </>
      }
      intro={t('teams.summary', { members: team.members.length, tickets: team.openTicketCount })}
      back={back}
      actions={
        <Standing
          active={team.active}
          version={team.version}
          words={{
            disable: t('teams.disable'),
            enable: t('teams.enable'),
            keep: t('contacts.keep'),
            title: t('contacts.disableTitle', { name }),
            body: t('teams.disableBody', { count: team.openTicketCount }),
            disabled: t('contacts.disabled', { name }),
            enabled: t('contacts.enabled', { name }),
          }}
          put={async (active, version) =>
            keepTeam(queries, await callTech(update, { ...input, body: { active } }, { ifMatch: version })).version
          }
          onRefused={() => void queries.invalidateQueries({ queryKey: keyOf(get, input) })}
        />
      }
    >
      <RecordForm form={form} submitLabel={t('save')}>
        <TeamFields form={form} />
        <ConflictDialog
          form={form}
          names={{ name: t('teams.name'), description: t('field.description'), awayRule: t('teams.awayRule'), members: t('teams.members') }}
          show={(field, value) => (field === 'members' ? memberNames(value as readonly Member[]) : String(value ?? ''))}
        />
      </RecordForm>
    </Page>
  );
}
