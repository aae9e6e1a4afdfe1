import { askToJoin, leave, list, listRequests, withdrawRequest } from '@portico/contracts/teams/routes.ts';
import type { JoinRequest, Team } from '@portico/contracts/teams/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { useAccount } from '../../lib/use-account.ts';
import { AvatarStack } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Settings.module.css';
import { AskDialog, HandOverDialog } from './TeamDialogs.tsx';
import { ToDecide } from './TeamRequests.tsx';

/** The teams I am in and could join, and who asks to join those I lead. */
export function TeamsPanel(): ReactNode {
  const { t } = useTranslation('tech');
  const teams = useQuery(readTech(list, {}));
  const requests = useQuery(readTech(listRequests, {}));
  const failed = [teams, requests].find((one) => one.isError && !one.data);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void Promise.all([teams.refetch(), requests.refetch()])} />;
  if (!teams.data || !requests.data) return <SkeletonText lines={6} label={t('people.loading')} />;
  const { mine, toDecide } = requests.data;
  const active = teams.data.items.filter((team) => team.active);
  return (
    <div className={s['panel']}>
      {toDecide.length > 0 && <ToDecide requests={toDecide} />}
      <Section title={t('teams.title')}>
        {active.length === 0 ? (
          <EmptyState title={t('teams.none')} />
        ) : (
          <ul className={s['rows']}>
            {active.map((team) => (
              <TeamRow key={team.id} team={team} request={mine.find((one) => one.team.id === team.id)} />
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

function TeamRow({ team, request }: { team: Team; request: JoinRequest | undefined }): ReactNode {
  const { t } = useTranslation('tech');
  const { id } = useAccount();
  const client = useQueryClient();
  const [open, setOpen] = useState<'ask' | 'handOver' | null>(null);
  const me = team.members.find((one) => one.id === id);
  const others = team.members.filter((one) => one.id !== id);
  const refresh = async () => {
    await Promise.all([client.invalidateQueries({ queryKey: ['teams.list'] }), client.invalidateQueries({ queryKey: ['teams.requests'] })]);
  };
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast({ icon: 'check-circle', text: done });
    } catch (problem) {
      toast({ icon: 'warning', sticky: true, text: sayError(problem, 'tech') });
    }
    await refresh();
  };
  const goAway = async () => {
    if (me?.isLead && others.length > 0 && !others.some((one) => one.isLead)) return setOpen('handOver');
    const sure = await confirm({
      title: t('teams.leaveTitle', { team: team.name }),
      body: t('teams.leaveBody'),
      act: t('teams.leave'),
      keep: t('teams.stay'),
      danger: true,
    });
    if (sure) await run(() => callTech(leave, { params: { id: team.id }, body: {} }), t('teams.leftIt', { team: team.name }));
  };
  const lead = team.members.filter((one) => one.isLead).map((one) => one.name);
  return (
    <li>
      <span className={s['words']}>
        <span className={s['strong']}>
          <Name>{team.name}</Name> {me && <Pill>{t(me.isLead ? 'teams.youLead' : 'teams.youAreIn')}</Pill>}
        </span>
        {team.description && <span className={s['hint']}>{team.description}</span>}
        <span className={s['hint']}>{lead.length > 0 ? t('teams.ledBy', { names: lead.join(', ') }) : t('teams.noLead')}</span>
        {!me && request?.state === 'denied' && (
          <span className={s['hint']}>{t('teams.wasDenied', { name: request.decidedBy?.name ?? '', reason: request.reason })}</span>
        )}
      </span>
      {team.members.length > 0 && (
        <AvatarStack size={24} people={team.members.map((one) => ({ id: one.id, name: one.name, pictureUrl: one.picture }))} />
      )}
      {me ? (
        <Button size="sm" onClick={() => void goAway()}>
          {t('teams.leave')}
        </Button>
      ) : request?.state === 'pending' ? (
        <Button
          size="sm"
          onClick={() =>
            void run(() => callTech(withdrawRequest, { params: { id: request.id } }), t('teams.withdrawn', { team: team.name }))
          }
        >
          {t('teams.withdraw')}
        </Button>
      ) : (
        <Button size="sm" icon="plus" onClick={() => setOpen('ask')}>
          {t('teams.ask')}
        </Button>
      )}
      {open === 'ask' && (
        <AskDialog
          team={team}
          onClose={() => setOpen(null)}
          send={async (message) => {
            await callTech(askToJoin, { params: { id: team.id }, body: message ? { message } : {} });
            toast({ icon: 'check-circle', text: t('teams.asked', { team: team.name }) });
            await refresh();
          }}
        />
      )}
      {open === 'handOver' && (
        <HandOverDialog
          team={team}
          people={others}
          onClose={() => setOpen(null)}
          send={async (newLeadId) => {
            await callTech(leave, { params: { id: team.id }, body: { newLeadId } });
            toast({ icon: 'check-circle', text: t('teams.leftIt', { team: team.name }) });
            await refresh();
          }}
        />
      )}
    </li>
  );
}
