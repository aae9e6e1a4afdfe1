import { sql } from 'drizzle-orm';
import { nowIso } from '../../src/kernel/clock.ts';
import { type Caller, newKey } from './actors.ts';
import type { Scene } from './scene.ts';

export interface Request {
  readonly path: string;
  readonly body?: unknown;
  readonly raw?: Buffer;
  /** Sent from a browser of its own, because it ends its session. */
  readonly fromFreshSession?: boolean;
}
export type MakeRequest = (s: Scene, who: Caller) => Request | Promise<Request>;

const at = (path: string, body?: unknown): Request => (body === undefined ? { path } : { path, body });
const always =
  (path: string, body?: unknown): MakeRequest =>
  () =>
    at(path, body);

/** A valid request of every line of the table, about real rows; what is used up by the request is made for it. */
export const REQUESTS: Readonly<Record<string, MakeRequest>> = {
  'files.upload': (s) => ({ path: '/files?name=a.png', raw: s.png }),
  'files.get#public': (s) => at(`/files/${s.files.public}`),
  'files.get#inline': (s) => at(`/files/${s.files.inline}`),
  'files.get#internal': (s) => at(`/files/${s.files.internal}`),
  'files.get#waiting': async (s) => at(`/files/${await waiting(s)}`),
  'files.preview#public': (s) => at(`/files/${s.files.text}/preview`),
  'files.preview#internal': (s) => at(`/files/${s.files.internal}/preview`),
  'files.preview#waiting': async (s) => at(`/files/${await waiting(s)}/preview`),
  'files.delete#waiting': async (s) => at(`/files/${await waiting(s)}`),
  'files.delete#linked': (s) => at(`/files/${s.files.public}`),

  'me.get': always('/me'),
  'me.update': always('/me', { office: 'Room 2' }),
  'me.setPicture': (s) => ({ path: '/me/picture', raw: s.png }),
  'me.removePicture': always('/me/picture'),
  'me.setPassword': async (s, who) => {
    await s.w.db.execute(sql`delete from account_passwords where account_id = ${who.accountId}`);
    return at('/me/password', { password: 'correct horse battery staple 42' });
  },
  'me.sessions': always('/me/sessions'),
  'me.revokeSession#own': async (s, who) => at(`/me/sessions/${await sessionOf(s, who.accountId)}`),
  'me.revokeSession#foreign': async (s) => at(`/me/sessions/${await sessionOf(s, s.spareContact.id)}`),
  'me.revokeOtherSessions': always('/me/sessions'),
  'apiKeys.list': always('/api-keys'),
  'apiKeys.create': always('/api-keys', { name: 'Monitoring', scopes: ['tickets:read'] }),
  'apiKeys.create#actAs': always('/api-keys', { name: 'Monitoring', scopes: ['tickets:read'], mayActAs: true }),
  'apiKeys.revoke#own': async (s, who) => at(`/api-keys/${(await newKey(s.w, who.accountId ?? s.spareTech.id, ['*'])).id}`),
  'apiKeys.revoke#foreign': async (s) => at(`/api-keys/${(await newKey(s.w, s.spareTech.id, ['*'])).id}`),
  'accounts.setPicture#contact': (s) => ({ path: `/accounts/${s.spareContact.id}/picture`, raw: s.png }),
  'accounts.setPicture#tech': (s) => ({ path: `/accounts/${s.spareTech.id}/picture`, raw: s.png }),
  'accounts.removePicture#contact': (s) => at(`/accounts/${s.spareContact.id}/picture`),
  'accounts.removePicture#tech': (s) => at(`/accounts/${s.spareTech.id}/picture`),

  'signIn.start': (s) => at('/sign-in/start', { email: `start${s.unique()}@example.test` }),
  'signIn.code': always('/sign-in/code', { challengeId: 'nothing', code: '123456' }),
  'signIn.link': always('/sign-in/link', { token: 'nothing' }),
  'signIn.password': (s) => at('/sign-in/password', { email: `password${s.unique()}@example.test`, password: 'wrong' }),
  'session.get': always('/session'),
  'session.choose#foreign': (s) => ({ path: '/session/account', body: { accountId: s.spareContact.id }, fromFreshSession: true }),
  'session.choose#own': (_s, who) => ({ path: '/session/account', body: { accountId: who.accountId ?? 1 }, fromFreshSession: true }),
  'session.end': () => ({ path: '/session', fromFreshSession: true }),
  'setup.get': always('/setup'),
  'setup.run': always('/setup', { token: 'x', workspaceName: 'Taken', name: 'Somebody', email: 'somebody@example.test' }),
  'workspace.get': always('/workspace'),
  'workspace.update': always('/workspace', { name: 'Portico' }),

  'companies.list': always('/companies'),
  'companies.get': (s) => at(`/companies/${s.home.id}`),
  'companies.create': (s) => at('/companies', { name: `New company ${s.unique()}` }),
  'companies.update': (s) => at(`/companies/${s.home.id}`, { website: 'https://home.example' }),
  'contacts.list': always('/contacts'),
  'contacts.colleagues': always('/colleagues'),
  'contacts.get': (s) => at(`/contacts/${s.people.owner.id}`),
  'contacts.create': (s) => at('/contacts', { companyId: s.home.id, name: 'New', email: `new${s.unique()}@example.test` }),
  'contacts.update': (s) => at(`/contacts/${s.spareContact.id}`, { title: 'Buyer' }),
  'contacts.setPassword': (s) => at(`/contacts/${s.spareContact.id}/password`, { password: 'correct horse battery staple 42' }),
  'techs.list': always('/techs'),
  'techs.get': (s) => at(`/techs/${s.spareTech.id}`),
  'techs.create': (s) => at('/techs', { name: 'New', email: `newtech${s.unique()}@example.test`, role: 'member' }),
  'techs.update': (s) => at(`/techs/${s.spareTech.id}`, { title: 'Engineer' }),
  'techs.setPassword': (s) => at(`/techs/${s.spareTech.id}/password`, { password: 'correct horse battery staple 42' }),
  'teams.list': always('/teams'),
  'teams.get': (s) => at(`/teams/${s.teamId}`),
  'teams.create': (s) => at('/teams', { name: `Team ${s.unique()} of the matrix` }),
  'teams.update': (s) => at(`/teams/${s.teamId}`, { description: 'First' }),

  'serviceDesk.get': always('/service-desk'),
  'serviceDesk.getDefaults': always('/service-desk/defaults'),
  'serviceDesk.setDefaults': always('/service-desk/defaults', { somethingElse: true }),
  ...deskRows('queues', {}),
  ...deskRows('statuses', { kind: 'progress' }),
  ...deskRows('priorities', { level: 'low', color: '#123456' }),
  ...deskRows('sources', {}),
  ...deskRows('categories', {}),
  'serviceTypes.list': always('/service-types'),
  'serviceTypes.get': (s) => at(`/service-types/${s.serviceTypeId}`),
  'serviceTypes.create': (s) => at('/service-types', { name: `Service ${s.unique()}`, published: true }),
  'serviceTypes.update': (s) => at(`/service-types/${s.serviceTypeId}`, { description: 'A new laptop' }),

  'tickets.list': always('/tickets?state=all'),
  'tickets.counts': always('/tickets/counts'),
  'tickets.clientCounts': always('/tickets/summary'),
  'tickets.get': (s) => at(`/tickets/${s.ticketId}`),
  'tickets.get#byNumber': (s) => at(`/tickets/${s.ticketId}?by=number`),
  'tickets.get#archived': async (s) => at(`/tickets/${await s.ticket('archived')}`),
  'tickets.timeline': (s) => at(`/tickets/${s.ticketId}/timeline`),
  'tickets.attachments': (s) => at(`/tickets/${s.ticketId}/attachments`),
  'tickets.read': (s) => at(`/tickets/${s.ticketId}/read`, {}),
  'tickets.create#own': (s, who) =>
    at('/tickets', { title: 'Own', ...(who.audience === 'contact' ? {} : { contactId: s.people.owner.id }) }),
  'tickets.create#forColleague': (s) => at('/tickets', { title: 'For a colleague', contactId: s.people.cc.id }),
  'tickets.create#forStranger': (s) => at('/tickets', { title: 'For a stranger', contactId: s.people.forgn.id }),
  'tickets.create#staffField': (s, who) =>
    at('/tickets', {
      title: 'Urgent',
      priorityId: s.w.desk.priorities[1]!.id,
      ...(who.audience === 'contact' ? {} : { contactId: s.people.owner.id }),
    }),
  'tickets.create#foreignFile': async (s, who) =>
    at('/tickets', { title: 'File', fileIds: [await waiting(s)], ...(who.audience === 'contact' ? {} : { contactId: s.people.owner.id }) }),
  'tickets.update': (s) => at(`/tickets/${s.ticketId}`, { dueAt: `2031-01-01T00:00:00.${String(s.unique() % 1000).padStart(3, '0')}Z` }),
  'tickets.update#archived': async (s) => at(`/tickets/${await s.ticket('archived')}`, { title: 'Later' }),
  'tickets.bulkUpdate': (s) => at('/tickets/bulk', { ids: [s.ticketId], patch: { teamId: s.teamId } }),
  'tickets.close': async (s) => at(`/tickets/${await s.ticket()}/close`, {}),
  'tickets.close#archived': async (s) => at(`/tickets/${await s.ticket('archived')}/close`, {}),
  'tickets.reopen': async (s) => at(`/tickets/${await s.ticket('closed')}/reopen`, {}),
  'tickets.archive': async (s) => at(`/tickets/${await s.ticket()}`),
  'tickets.restore': async (s) => at(`/tickets/${await s.ticket('archived')}/restore`),
  'tickets.comment': (s) => at(`/tickets/${s.ticketId}/comments`, { bodyHtml: '<p>Hello</p>' }),
  'tickets.comment#internal': (s) => at(`/tickets/${s.ticketId}/comments`, { bodyHtml: '<p>zqinternal</p>', visibility: 'internal' }),
  'tickets.comment#status': (s) => at(`/tickets/${s.ticketId}/comments`, { bodyHtml: '<p>On it</p>', statusId: openStatus(s) }),
  'tickets.comment#closed': async (s) => at(`/tickets/${await s.ticket('closed')}/comments`, { bodyHtml: '<p>Thanks</p>' }),
  'tickets.comment#archived': async (s) => at(`/tickets/${await s.ticket('archived')}/comments`, { bodyHtml: '<p>Thanks</p>' }),
  'comments.edit#customer': (s) => at(`/comments/${s.publicComment}`, { bodyHtml: `<p>Any news, ${s.unique()}?</p>` }),
  'comments.edit#note': (s) => at(`/comments/${s.note}`, { bodyHtml: `<p>zqinternal note ${s.unique()}</p>` }),
  'comments.delete#customer': async (s) => at(`/comments/${await comment(s, 'owner', 'public')}`),
  'comments.delete#note': async (s) => at(`/comments/${await comment(s, 'member', 'internal')}`),
  'comments.revisions#customer': (s) => at(`/comments/${s.publicComment}/revisions`),
  'comments.revisions#note': (s) => at(`/comments/${s.note}/revisions`),
  'tickets.addParticipant#cc': (s) => at(`/tickets/${s.ticketId}/participants`, { accountId: s.people.cc.id, role: 'cc' }),
  'tickets.addParticipant#watcher': (s) => at(`/tickets/${s.ticketId}/participants`, { accountId: s.people.admin.id, role: 'watcher' }),
  'tickets.addParticipant#stranger': (s) => at(`/tickets/${s.ticketId}/participants`, { accountId: s.people.forgn.id, role: 'cc' }),
  'tickets.removeParticipant#cc': async (s) => at(`/tickets/${await s.ticket()}/participants/${s.people.cc.id}`),
  'tickets.removeParticipant#watcher': async (s) => {
    const id = await s.ticket();
    await s.people.admin.call('POST', `/tickets/${id}/participants`, { accountId: s.people.member.id, role: 'watcher' });
    return at(`/tickets/${id}/participants/${s.people.member.id}`);
  },
  'tickets.removeParticipant#owner': (s) => at(`/tickets/${s.ticketId}/participants/${s.people.owner.id}?role=owner`),
  'tags.list': always('/tags'),
  'drafts.get': (s) => at(`/drafts/ticket:${s.ticketId}:reply`),
  'drafts.save': (s, who) => at(`/drafts/ticket:${s.ticketId}:reply`, { body: { html: `draft of ${who.accountId}` } }),
  'drafts.delete': always('/drafts/ticket:0:reply'),
  'search.all': always('/search?q=zqinternal'),
  'notices.list': always('/notices'),
  'notices.read': always('/notices/read', {}),

  'system.overview': always('/system/overview'),
  'system.health': always('/system/health'),
  'jobs.list': always('/jobs'),
  'jobs.retry': always('/jobs/00000000-0000-4000-8000-000000000000/retry'),
  'jobs.discard': async (s) => at(`/jobs/${await s.w.services.jobs.send(s.w.db, 'mail.deliver', { mailId: 0 })}`),
  'mails.list': always('/mails'),
  'mails.get': (s) => at(`/mails/${s.mailId}`),
  'mails.retry': async (s) => {
    await s.w.db.execute(sql`update mails set state = 'failed' where id = ${s.mailId}`);
    return at(`/mails/${s.mailId}/retry`);
  },
  'mails.test': always('/mails/test', { to: 'somebody@example.test' }),
  'inbox.list': always('/inbox'),
  'inbox.get': (s) => at(`/inbox/${s.inboxId}`),
};

function deskRows(noun: 'queues' | 'statuses' | 'priorities' | 'sources' | 'categories', more: object): Record<string, MakeRequest> {
  return {
    [`${noun}.list`]: always(`/${noun}`),
    [`${noun}.get`]: (s) => at(`/${noun}/${s.w.desk[noun][0]!.id}`),
    [`${noun}.create`]: (s) => at(`/${noun}`, { name: `New ${s.unique()} zqinternal`, ...more }),
    [`${noun}.update`]: (s) => at(`/${noun}/${s.w.desk[noun][0]!.id}`, { sort: 1 }),
  };
}

const waiting = (s: Scene): Promise<number> => s.waiting();
const openStatus = (s: Scene): number => s.w.desk.statuses.find((status) => status.kind === 'progress')!.id;

async function comment(s: Scene, by: 'owner' | 'member', visibility: 'public' | 'internal'): Promise<number> {
  const body = {
    bodyHtml: visibility === 'internal' ? '<p>zqinternal</p>' : '<p>Never mind</p>',
    ...(by === 'member' ? { visibility } : {}),
  };
  const made = await s.people[by].call('POST', `/tickets/${s.ticketId}/comments`, body);
  if (made.status !== 201) throw new Error(`The comment was refused: ${JSON.stringify(made.body)}`);
  return made.body.id;
}

async function sessionOf(s: Scene, accountId: number | null): Promise<number> {
  const now = nowIso();
  const far = new Date(Date.parse(now) + 86_400_000).toISOString();
  const { rows } = await s.w.db.execute<{
    id: number;
  }>(sql`insert into sessions (token_hash, email_key, account_id, created_at, last_seen_at, expires_at)
    values (${`matrix ${s.unique()}`}, 'x@example.test', ${accountId}, ${now}, ${now}, ${far}) returning id`);
  return rows[0]!.id;
}
