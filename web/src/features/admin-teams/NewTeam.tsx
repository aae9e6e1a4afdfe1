import { create } from '@portico/contracts/teams/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said } from '../../lib/say-problem.ts';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { toast } from '../../ui/toast-store.ts';
import { TeamFields } from './TeamFields.tsx';
import { checkTeam, EMPTY_TEAM, newTeam, type TeamValues } from './team-form.ts';

export function NewTeamPage(): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useForm<TeamValues>({
    initial: EMPTY_TEAM,
    validate: (values) => checkTeam(values, t),
    onSubmit: said('admin', async (values: TeamValues) => {
      const team = await callTech(create, { body: newTeam(values) });
      void queries.invalidateQueries({ queryKey: ['teams.list'] });
      toast({ icon: 'check-circle', text: t('teams.created', { name: team.name }) });
      await navigate({ to: '/teams/$id', params: { id: String(team.id) } as never, ignoreBlocker: true });
    }),
  });
  return (
    <Page title={t('teams.new')} back={<BackLink to="/teams">{t('nav.teams')}</BackLink>}>
      <RecordForm form={form} isNew submitLabel={t('teams.create')} onCancel={() => void navigate({ to: '/teams' })}>
        <TeamFields form={form} />
      </RecordForm>
    </Page>
  );
}
