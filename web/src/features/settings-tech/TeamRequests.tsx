import { decideRequest } from '@portico/contracts/teams/routes.ts';
import type { JoinRequest } from '@portico/contracts/teams/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Page.tsx';
import { Name } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Settings.module.css';
import { WordsDialog } from './TeamDialogs.tsx';

/** Who asks to join a team I decide about. */
export function ToDecide({ requests }: { requests: readonly JoinRequest[] }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const [denying, setDenying] = useState<JoinRequest | null>(null);
  const decide = async (request: JoinRequest, body: { approve: boolean; reason?: string }) => {
    await callTech(decideRequest, { params: { id: request.id }, body });
    toast({ icon: 'check-circle', text: t(body.approve ? 'teams.tookIn' : 'teams.deniedIt', { name: request.person.name }) });
    await Promise.all([client.invalidateQueries({ queryKey: ['teams.list'] }), client.invalidateQueries({ queryKey: ['teams.requests'] })]);
  };
  const approve = async (request: JoinRequest) => {
    try {
      await decide(request, { approve: true });
    } catch (problem) {
      toast({ icon: 'warning', sticky: true, text: sayError(problem, 'tech') });
      await client.invalidateQueries({ queryKey: ['teams.requests'] });
    }
  };
  return (
    <Section title={t('teams.toDecide')}>
      <ul className={s['rows']}>
        {requests.map((request) => (
          <li key={request.id}>
            <Avatar size={28} person={{ id: request.person.id, name: request.person.name, pictureUrl: request.person.picture }} />
            <span className={s['words']}>
              <span className={s['strong']}>
                <Name>{request.person.name}</Name>
              </span>
              <span className={s['hint']}>
                {t('teams.asksFor', { team: request.team.name })} · <TimeAgo at={request.createdAt} />
              </span>
              {request.message && <span>{request.message}</span>}
            </span>
            <Button size="sm" onClick={() => setDenying(request)}>
              {t('teams.deny')}
            </Button>
            <Button size="sm" kind="primary" onClick={() => void approve(request)}>
              {t('teams.approve')}
            </Button>
          </li>
        ))}
      </ul>
      {denying && (
        <WordsDialog
          title={t('teams.denyTitle', { name: denying.person.name })}
          label={t('teams.reason')}
          hint={t('teams.reasonHint', { name: denying.person.name })}
          needed={t('teams.reasonNeeded')}
          act={t('teams.deny')}
          onClose={() => setDenying(null)}
          send={(reason) => decide(denying, { approve: false, reason })}
        />
      )}
    </Section>
  );
}
