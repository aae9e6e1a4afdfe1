import type { Db } from '../../kernel/context.ts';
import type { NoticeContent, NoticeDeclaration, NoticeTopic, StoredEvent } from '../../kernel/module.ts';
import { always, findRequestSubject, listDeciders } from './requests.store.ts';

const asker = async (db: Db, event: StoredEvent): Promise<number[]> => {
  const subject = await findRequestSubject(db, event.entity.id, null);
  return subject ? [subject.techId] : [];
};

/** Asking to join a team, and the answer. */
const TOPIC: NoticeTopic = { key: 'teams.requests', audience: 'tech', email: 'immediate' };

function declare(kind: string, audience: (db: Db, event: StoredEvent) => Promise<number[]>, link: string): NoticeDeclaration {
  return {
    kind,
    topics: [TOPIC],
    recipients: async (db, event) => (await audience(db, event)).map((accountId) => ({ accountId, topic: TOPIC.key })),
    // Asked again when the mail leaves: who leads the team no more is not told.
    mayRead: async (db, event, accountId) => (await audience(db, event)).includes(accountId),
    // The bell holds one's own notices only, and these say no more than the names of a team and a colleague.
    visibleTo: () => always,
    render: (db, event) => content(db, event, kind, link),
  };
}

async function content(db: Db, event: StoredEvent, kind: string, link: string): Promise<NoticeContent | null> {
  const subject = await findRequestSubject(db, event.entity.id, event.actor.accountId);
  // Decided or withdrawn before anybody was told: there is nothing left to do.
  if (!subject || (kind === 'team.joinRequested' && subject.state !== 'pending')) return null;
  const values = { team: subject.team, author: subject.author, reason: subject.reason };
  return {
    subject: { key: `${kind}.subject`, values },
    lead: { key: `${kind}.lead`, values },
    html: null,
    text: kind === 'team.joinRequested' && subject.message !== '' ? subject.message : null,
    link,
    threadKey: `team-request:${event.entity.id}`,
  };
}

const LINK = '/tech/settings/teams';
export const joinRequested = declare('team.joinRequested', (db, event) => listDeciders(db, event.entity.id), LINK);
export const joinApproved = declare('team.approved', asker, LINK);
export const joinDenied = declare('team.denied', asker, LINK);
