import { sql } from 'drizzle-orm';
import { nowIso } from '../../src/kernel/clock.ts';
import { insertGroup, insertMember } from '../group-samples.ts';
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
  'signIn.providers': always('/sign-in/providers?domain=example.test'),
  'signIn.provider': always('/sign-in/providers/2000000000', {}),
  'signIn.oidc': always('/sign-in/oidc', { providerId: 2000000000, response: 'state=nothing' }),
  'signIn.saml': always('/sign-in/saml', { providerId: 2000000000, token: 'nothing' }),
  'scimConnections.list': async (s) => {
    await connection(s, 'company');
    return at('/scim-connections');
  },
  'scimConnections.get#company': async (s) => at(`/scim-connections/${await connection(s, 'company')}`),
  'scimConnections.get#staff': async (s) => at(`/scim-connections/${await connection(s, 'staff')}`),
  'scimConnections.create#company': (s) =>
    at('/scim-connections', { name: `Directory ${s.unique()}`, audience: 'company', companyId: s.home.id }),
  'scimConnections.create#staff': (s) => at('/scim-connections', { name: `Directory ${s.unique()}`, audience: 'staff' }),
  'scimConnections.update': async (s) => at(`/scim-connections/${await connection(s, 'company')}`, { name: 'Entra ID' }),
  'scimConnections.renewToken': async (s) => at(`/scim-connections/${await connection(s, 'company')}/token`, { overlapHours: 24 }),
  'scimConnections.activities': async (s) => at(`/scim-connections/${await connection(s, 'company', 60)}/activities`),
  'scimConnections.delete': async (s) => at(`/scim-connections/${await connection(s, 'company')}`),
  'identityProviders.test': async (s) => at(`/identity-providers/${await provider(s, 'company')}/test`),
  'identityProviders.readMetadata#nothing': always('/identity-providers/saml-metadata', { xml: 'nothing' }),
  'identityProviders.list': always('/identity-providers'),
  'identityProviders.get#company': async (s) => at(`/identity-providers/${await provider(s, 'company')}`),
  'identityProviders.get#all': async (s) => at(`/identity-providers/${await provider(s, 'contacts')}`),
  'identityProviders.create#company': (s) =>
    at('/identity-providers', { kind: 'oidc', name: `Provider ${s.unique()}`, scope: 'company', companyId: s.home.id }),
  'identityProviders.create#all': (s) => at('/identity-providers', { kind: 'oidc', name: `Provider ${s.unique()}`, scope: 'contacts' }),
  'identityProviders.update': async (s) => at(`/identity-providers/${await provider(s, 'company')}`, { buttonText: 'Home' }),
  'identityProviders.delete': async (s) => at(`/identity-providers/${await provider(s, 'company')}`),
  'session.get': always('/session'),
  'secondFactor.prove': (_s, who) => at('/session/second-factor', { accountId: who.accountId ?? 2_000_000_000, code: '000000' }),
  'secondFactor.start': (_s, who) => at('/session/second-factor/start', { accountId: who.accountId ?? 2_000_000_000 }),
  'secondFactor.confirm': async (s, who) => {
    await s.w.db.execute(sql`delete from account_totp where account_id = ${who.accountId}`);
    return at('/session/second-factor/confirm', { accountId: who.accountId ?? 2_000_000_000, code: '000000' });
  },
  'secondFactor.get': always('/me/second-factor'),
  'secondFactor.renewCodes': always('/me/second-factor/recovery-codes', { code: '000000' }),
  'secondFactor.remove': always('/me/second-factor/remove', { code: '000000' }),
  'signInMeans.get#contact': (s) => at(`/accounts/${s.spareContact.id}/sign-in-means`),
  'signInMeans.get#tech': (s) => at(`/accounts/${s.spareTech.id}/sign-in-means`),
  'secondFactor.reset#contact': (s) => at(`/accounts/${s.spareContact.id}/second-factor`),
  'secondFactor.reset#tech': (s) => at(`/accounts/${s.spareTech.id}/second-factor`),
  'passkeys.startSignIn': always('/sign-in/passkey/start', {}),
  'passkeys.signIn': always('/sign-in/passkey', {
    credential: { id: 'bm9uZQ', clientDataJSON: 'e30', authenticatorData: 'e30', signature: 'e30' },
  }),
  'passkeys.start': (_s, who) => at('/session/passkeys/start', { accountId: who.accountId ?? 2_000_000_000 }),
  'passkeys.add': always('/session/passkeys', { credential: { id: 'bm9uZQ', clientDataJSON: 'e30', attestationObject: 'e30' } }),
  'passkeys.list': always('/me/passkeys'),
  'passkeys.rename#own': async (s, who) => at(`/me/passkeys/${await passkey(s, who.accountId)}`, { name: 'Blue key' }),
  'passkeys.rename#foreign': async (s) => at(`/me/passkeys/${await passkey(s, s.spareContact.id)}`, { name: 'Blue key' }),
  'passkeys.remove#own': async (s, who) => at(`/me/passkeys/${await passkey(s, who.accountId)}/remove`, {}),
  'passkeys.remove#foreign': async (s) => at(`/me/passkeys/${await passkey(s, s.spareContact.id)}/remove`, {}),
  'passkeys.removeFor#contact': async (s) => at(`/accounts/${s.spareContact.id}/passkeys/${await passkey(s, s.spareContact.id)}`),
  'passkeys.removeFor#tech': async (s) => at(`/accounts/${s.spareTech.id}/passkeys/${await passkey(s, s.spareTech.id)}`),
  'signInRules.get': always('/sign-in-rules'),
  'signInRules.set': always('/sign-in-rules', {
    methods: [
      { method: 'email', contacts: true, staff: true },
      { method: 'password', contacts: true, staff: true },
    ],
    emailLevel: 'normal',
    secondFactorRoles: [],
  }),
  'signInRules.getForCompany': (s) => at(`/companies/${s.home.id}/sign-in-rules`),
  'signInRules.setForCompany': (s) =>
    at(`/companies/${s.home.id}/sign-in-rules`, { methods: null, sharedComputers: false, secondFactor: false }),
  'session.choose#foreign': (s) => ({ path: '/session/account', body: { accountId: s.spareContact.id }, fromFreshSession: true }),
  'session.choose#own': (_s, who) => ({ path: '/session/account', body: { accountId: who.accountId ?? 1 }, fromFreshSession: true }),
  'session.createContact': always('/session/contact', { name: 'Somebody' }),
  'session.end': () => ({ path: '/session', fromFreshSession: true }),
  'setup.get': always('/setup'),
  'setup.run': always('/setup', { token: 'x', workspaceName: 'Taken', name: 'Somebody', email: 'somebody@example.test' }),
  'workspace.get': always('/workspace'),
  'workspace.update': always('/workspace', { name: 'Portico' }),

  'companyLabels.list': always('/company-labels'),
  'portalAccess.get': always('/portal-access'),
  'portalAccess.save': async (s) => {
    const { types, statuses } = (await s.people.master.call('GET', '/portal-access')).body;
    const plain = ({ id, name, opensPortal }: { id: number; name: string; opensPortal: boolean }) => ({ id, name, opensPortal });
    return at('/portal-access', { types: types.map(plain), statuses: statuses.map(plain), contactLimit: null });
  },
  'contactCreation.get': always('/contact-creation'),
  'contactCreation.save': always('/contact-creation', { rule: 'off', catchAllCompanyId: null, confirmedPublicDomains: [] }),
  'contactCreation.preview': always('/contact-creation/preview?email=somebody@nowhere.test'),
  'companies.list': always('/companies'),
  'companies.get': (s) => at(`/companies/${s.home.id}`),
  'companies.create': (s) => at('/companies', { name: `New company ${s.unique()}` }),
  'companies.update': (s) => at(`/companies/${s.home.id}`, { website: 'https://home.example' }),
  'contacts.list': always('/contacts'),
  'contacts.colleagues': always('/colleagues'),
  'contacts.get': (s) => at(`/contacts/${s.people.owner.id}`),
  'contacts.create': (s) => at('/contacts', { companyId: s.home.id, name: 'New', email: `new${s.unique()}@example.test` }),
  'contacts.update': (s) => at(`/contacts/${s.spareContact.id}`, { title: 'Buyer' }),
  'companies.bulkUpdate': (s) => at('/companies/bulk', { ids: [s.home.id], patch: { tags: { mode: 'append', names: ['bulk'] } } }),
  'contacts.bulkUpdate': (s) => at('/contacts/bulk', { ids: [s.spareContact.id], patch: { tags: { mode: 'replace', names: ['bulk'] } } }),
  'contactImports.upload': (s) => ({
    path: `/contact-imports?companyId=${s.home.id}&name=list.csv`,
    raw: Buffer.from('Name,E-Mail\nA,a@b.example\n'),
  }),
  'contactImports.get': async (s) => at(`/contact-imports/${await importOf(s)}`),
  'contactImports.rows': async (s) => at(`/contact-imports/${await importOf(s)}/rows`),
  'contactImports.check': async (s) =>
    at(`/contact-imports/${await importOf(s)}/check`, { mapping: { email: 1, name: 0 }, mode: 'create' }),
  'contactImports.start': async (s) => at(`/contact-imports/${await importOf(s, 'checked')}/start`),
  'personalData.preview': (s) => at(`/contacts/${s.spareContact.id}/personal-data`),
  'personalData.export': async (s) => {
    await s.w.db.execute(sql`delete from personal_exports`);
    return at(`/contacts/${s.spareContact.id}/personal-exports`);
  },
  'personalData.exports': (s) => at(`/contacts/${s.spareContact.id}/personal-exports`),
  'personalData.link': async (s) => at(`/personal-exports/${await exportOf(s)}/link`),
  'personalData.erase': async (s) => {
    const { id, email } = await s.w.contact({ companyId: s.home.id });
    return at(`/contacts/${id}/erasure`, { confirm: email, redactTexts: true });
  },
  'relocations.preview': async (s) => at(`/contacts/${s.spareContact.id}/relocation?companyId=${s.away.id}`),
  'relocations.start': async (s) =>
    at(`/contacts/${(await s.w.contact({ companyId: s.home.id })).id}/relocation`, { companyId: s.away.id, tickets: 'stay' }),
  'relocations.list': (s) => at(`/contacts/${s.spareContact.id}/relocations`),
  'merges.duplicates': always('/duplicates?kind=contact'),
  'merges.preview': (s) => at(`/merges/preview?kind=contact&loserId=${s.spareContact.id}&winnerId=${s.people.cc.id}`),
  'merges.start': async (s) => {
    const [loser, winner] = [await s.w.contact({ companyId: s.home.id }), await s.w.contact({ companyId: s.home.id })];
    return at('/merges', { kind: 'contact', loserId: loser.id, winnerId: winner.id, take: ['title'] });
  },
  'merges.list': always('/merges'),
  'merges.get': async (s) => at(`/merges/${await mergeOf(s)}`),
  'merges.undo': async (s) => at(`/merges/${await mergeOf(s)}/undo`),
  'contacts.makePrimary': (s) => at(`/contacts/${s.spareContact.id}/primary`),
  'contacts.setPassword': (s) => at(`/contacts/${s.spareContact.id}/password`, { password: 'correct horse battery staple 42' }),
  'contactGroups.list': always('/contact-groups'),
  'contactGroups.get': (s) => at(`/contact-groups/${s.groupId}`),
  'contactGroups.create': (s) => at('/contact-groups', { companyId: s.home.id, name: `Group ${s.unique()}`, tags: ['zqinternal'] }),
  'contactGroups.update': (s) => at(`/contact-groups/${s.groupId}`, { tags: ['zqinternal'] }),
  'contactGroups.delete': async (s) => at(`/contact-groups/${await insertGroup(s.w.db, s.home.id, `Spare ${s.unique()}`)}`),
  'contactGroups.restore': async (s) => {
    const id = await insertGroup(s.w.db, s.home.id, `Spare ${s.unique()}`);
    await s.w.db.execute(sql`update contact_groups set deleted_at = ${nowIso()} where id = ${id}`);
    return at(`/contact-groups/${id}/restore`);
  },
  'contactGroups.members': (s) => at(`/contact-groups/${s.groupId}/members`),
  'contactGroups.addMember': async (s) => {
    await s.w.db.execute(sql`delete from contact_group_members where contact_id = ${s.spareContact.id}`);
    return at(`/contact-groups/${s.groupId}/members`, { contactId: s.spareContact.id, role: 'guest' });
  },
  'contactGroups.changeMember': async (s) => {
    await spareMember(s);
    return at(`/contact-groups/${s.groupId}/members/${s.spareContact.id}`, { role: 'regular' });
  },
  'contactGroups.removeMember': async (s) => {
    await spareMember(s);
    return at(`/contact-groups/${s.groupId}/members/${s.spareContact.id}`);
  },
  'contactGroups.policy': always('/contact-group-policy'),
  'contactGroups.setPolicy': always('/contact-group-policy', { policy: 'optional' }),
  'contactGroups.companyPolicy': (s) => at(`/companies/${s.home.id}/contact-group-policy`),
  'contactGroups.setCompanyPolicy': (s) => at(`/companies/${s.home.id}/contact-group-policy`, { policy: null }),
  'techs.list': always('/techs'),
  'techs.get': (s) => at(`/techs/${s.spareTech.id}`),
  'techs.create': (s) => at('/techs', { name: 'New', email: `newtech${s.unique()}@example.test`, role: 'member' }),
  'techs.update': (s) => at(`/techs/${s.spareTech.id}`, { title: 'Engineer' }),
  'techs.setPassword': (s) => at(`/techs/${s.spareTech.id}/password`, { password: 'correct horse battery staple 42' }),
  'teams.list': always('/teams'),
  'teams.get': (s) => at(`/teams/${s.teamId}`),
  'teams.create': (s) => at('/teams', { name: `Team ${s.unique()} of the matrix` }),
  'teams.update': (s) => at(`/teams/${s.teamId}`, { description: 'First' }),

  'departments.list': always('/departments'),
  'departments.get': async (s) => at(`/departments/${await department(s)}`),
  'departments.create': (s) => at('/departments', { name: `Department ${s.unique()}` }),
  'departments.update': async (s) => at(`/departments/${await department(s)}`, { name: `Department ${s.unique()}` }),
  'departments.addMember': async (s) => at(`/departments/${await department(s)}/members/${s.spareTech.id}`),
  'departments.removeMember': async (s) => at(`/departments/${await department(s)}/members/${s.spareTech.id}`),

  'teams.requests': always('/team-requests'),
  'teams.askToJoin': async (s) => at(`/teams/${(await s.w.team({ name: `To join ${s.unique()}` })).id}/requests`, {}),
  'teams.decideRequest': async (s) => at(`/team-requests/${await joinRequest(s, s.spareTech.id)}/decision`, { approve: true }),
  'teams.withdrawRequest': async (s, who) => at(`/team-requests/${await joinRequest(s, who.accountId ?? s.spareTech.id)}`),
  'teams.withdrawRequest#foreign': async (s) => at(`/team-requests/${await joinRequest(s, s.spareTech.id)}`),
  'teams.leave': async (s, who) => at(`/teams/${await teamOf(s, who.accountId)}/leave`, {}),
  'availability.list': always('/availability'),
  'me.availability': always('/me/availability'),
  'me.setAvailability': always('/me/availability', { state: 'available' }),
  'me.calendar': always('/me/calendar'),
  'me.connectCalendar': always('/me/calendar', { address: 'https://calendar.example.com/private/feed.ics' }),
  'me.disconnectCalendar': async (s, who) => withCalendar(s, who, '/me/calendar'),
  'me.refreshCalendar': async (s, who) => withCalendar(s, who, '/me/calendar/refresh', {}),
  'me.scheduleFeed': always('/me/schedule-feed'),
  'me.renewScheduleFeed': always('/me/schedule-feed', {}),
  'me.revokeScheduleFeed': async (s, who) => withScheduleFeed(s, who),
  'me.takeBackTickets': always('/me/availability/take-back', { takeBack: true }),

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
  'tags.manage': always('/tags/manage'),
  'tags.create': (s) => at('/tags', { name: `Tag ${s.unique()}`, type: 'generic' }),
  'tags.update': async (s) => at(`/tags/${await tagOf(s)}`, { type: 'company' }),
  'tags.merge': async (s) => at(`/tags/${await tagOf(s)}/merge`, { intoId: await tagOf(s) }),
  'tags.delete': async (s) => at(`/tags/${await tagOf(s)}`),
  'drafts.get': (s) => at(`/drafts/ticket:${s.ticketId}:reply`),
  'drafts.save': (s, who) => at(`/drafts/ticket:${s.ticketId}:reply`, { body: { html: `draft of ${who.accountId}` } }),
  'drafts.delete': always('/drafts/ticket:0:reply'),
  'search.all': always('/search?q=zqinternal'),
  'notices.list': always('/notices'),
  'notices.read': always('/notices/read', {}),
  'me.notifications': always('/me/notifications'),
  'me.changeNotifications': always('/me/notifications', { sound: true }),
  'me.previewNotifications': always('/me/notifications/preview', {}),
  'me.mails': always('/me/mails'),
  'me.testMail': always('/me/mails/test', {}),

  'rights.getGlobal': always('/contact-rights'),
  'rights.setGlobal': always('/contact-rights', { flags: { quotes: null } }),
  'rights.getCompany': (s) => at(`/companies/${s.home.id}/rights`),
  'rights.setCompany': (s) => at(`/companies/${s.home.id}/rights`, { flags: { quotes: true } }),
  'rights.getGroup': (s) => at(`/contact-groups/${s.groupId}/rights`),
  'rights.setGroup': (s) => at(`/contact-groups/${s.groupId}/rights`, { flags: { quotes: true } }),
  'rights.getContact': (s) => at(`/contacts/${s.spareContact.id}/rights`),
  'rights.setContact': (s) => at(`/contacts/${s.spareContact.id}/rights`, { flags: { quotes: true } }),
  'rights.listContacts': always('/contact-rights/contacts?flag=quotes'),
  'rights.listCompanies': always('/contact-rights/companies?flag=quotes'),
  'rights.bulk': (s) => at('/contact-rights/bulk', { contactIds: [s.spareContact.id], flags: { invoices: true } }),
  'groupTags.list': always('/group-tags'),
  'groupTags.create': (s) => at('/group-tags', { name: `Tag ${s.unique()}` }),
  'groupTags.update': async (s) => at(`/group-tags/${await groupTag(s)}`, { description: 'Finance' }),
  'groupTags.delete': async (s) => at(`/group-tags/${await groupTag(s)}`),
  'contacts.getGroupTags': (s) => at(`/contacts/${s.spareContact.id}/group-tags`),
  'contacts.setGroupTags': (s) => at(`/contacts/${s.spareContact.id}/group-tags`, { items: [] }),
  'rights.getStaff': always('/staff-restrictions'),
  'rights.setStaff': always('/staff-restrictions', { queueIds: null, companyIds: null, categoryIds: null }),
  'techs.access': (s) => at(`/techs/${s.spareTech.id}/access`),
  'rights.whyTicket': (s) => at(`/why/ticket?accountId=${s.people.owner.id}&number=${s.ticketId}`),

  'system.overview': always('/system/overview'),
  'system.health': always('/system/health'),
  'jobs.list': always('/jobs'),
  'jobs.retry': always('/jobs/00000000-0000-4000-8000-000000000000/retry'),
  'jobs.discard': async (s) => at(`/jobs/${await s.w.services.jobs.send(s.w.db, 'mail.deliver', { mailId: 0 })}`),
  'signInAttempts.list': always('/sign-in-attempts'),
  'accounts.sessions#contact': (s) => at(`/accounts/${s.spareContact.id}/sessions`),
  'accounts.sessions#tech': (s) => at(`/accounts/${s.spareTech.id}/sessions`),
  'accounts.endSession#contact': async (s) => at(`/accounts/${s.spareContact.id}/sessions/${await sessionOf(s, s.spareContact.id)}`),
  'accounts.endSessions#contact': (s) => at(`/accounts/${s.spareContact.id}/sessions`),
  'accounts.endSessions#tech': (s) => at(`/accounts/${s.spareTech.id}/sessions`),
  'impersonations.start': (s) => at('/impersonations', { contactId: s.spareContact.id, reason: 'To see the menus' }),
  'impersonations.end': always('/impersonation'),
  'contacts.viewAs': (s) => at(`/contacts/${s.spareContact.id}/view-as`, {}),
  'accessSettings.get': always('/access-settings'),
  'accessSettings.update': always('/access-settings', { signInLogDays: 180 }),
  'signInDiagnosis.get': always('/sign-in-diagnosis?email=somebody@example.test'),
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

async function department(s: Scene): Promise<number> {
  const { rows } = await s.w.db.execute<{ id: number }>(
    sql`insert into departments (name) values ('Matrix') on conflict (lower(name)) do update set active = true returning id`,
  );
  return rows[0]!.id;
}

async function groupTag(s: Scene): Promise<number> {
  const { rows } = await s.w.db.execute<{ id: number }>(sql`insert into group_tags (name) values (${`Spare ${s.unique()}`}) returning id`);
  return rows[0]!.id;
}

/** Techs only have requests; for others one of a spare tech stands in, which they never reach. */
async function joinRequest(s: Scene, accountId: number): Promise<number> {
  const { id } = await s.w.team({ name: `To decide ${s.unique()}` });
  const { rows } = await s.w.db.execute<{ id: number }>(sql`insert into team_requests (team_id, tech_id, created_at)
    select ${id}, coalesce((select id from techs where id = ${accountId}), ${s.spareTech.id}), ${nowIso()} returning id`);
  return rows[0]!.id;
}

async function teamOf(s: Scene, accountId: number | null): Promise<number> {
  const { id } = await s.w.team({ name: `To leave ${s.unique()}` });
  await s.w.db.execute(sql`insert into team_members (team_id, tech_id) select ${id}, id from techs where id = ${accountId}`);
  return id;
}

async function spareMember(s: Scene): Promise<void> {
  await s.w.db.execute(sql`delete from contact_group_members where contact_id = ${s.spareContact.id}`);
  await insertMember(s.w.db, s.groupId, s.spareContact.id, 'guest');
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

async function passkey(s: Scene, accountId: number | null): Promise<number> {
  const { rows } = await s.w.db.execute<{
    id: number;
  }>(sql`insert into account_passkeys (account_id, credential_id, public_key, user_handle, is_synced, name, created_at)
    values (${accountId ?? s.spareContact.id}, ${`matrix${s.unique()}`}, 'x', 'y', false, 'Blue key', ${nowIso()}) returning id`);
  return rows[0]!.id;
}

/** A SCIM connection of the home company, or for staff; with so many rows of what it did. */
async function connection(s: Scene, audience: 'company' | 'staff', activities = 0): Promise<number> {
  const now = nowIso();
  const [company, role] = audience === 'company' ? [s.home.id, null] : [null, 'member'];
  const { rows } = await s.w.db.execute<{
    id: number;
  }>(sql`insert into scim_connections (name, audience, company_id, may_adopt, tech_role, created_at, updated_at)
    values (${`Directory ${s.unique()}`}, ${audience}, ${company}, true, ${role}, ${now}, ${now}) returning id`);
  const id = rows[0]!.id;
  await s.w.db.execute(sql`insert into scim_activities (connection_id, at, action, subject, status, trace_id)
    select ${id}, ${now}, 'user.changed', 'person' || n, 200, 'trace' from generate_series(1, ${activities}::int) n`);
  return id;
}

/** An identity provider of the home company, or for all contacts. */
async function provider(s: Scene, scope: 'company' | 'contacts'): Promise<number> {
  const now = nowIso();
  const found = await s.w.db.execute<{
    id: number;
  }>(sql`insert into identity_providers (kind, name, scope, company_id, created_at, updated_at)
    values ('oidc', ${`Provider ${s.unique()}`}, ${scope}, ${scope === 'company' ? s.home.id : null}, ${now}, ${now}) returning id`);
  return found.rows[0]?.id ?? 0;
}

async function tagOf(s: Scene): Promise<number> {
  const { rows } = await s.w.db.execute<{ id: number }>(sql`insert into tags (name) values (${`Spare tag ${s.unique()}`}) returning id`);
  return rows[0]!.id;
}

/** With sixty rows, for the pages of its list. */
async function importOf(s: Scene, state = 'uploaded'): Promise<number> {
  const { rows } = await s.w.db.execute<{
    id: number;
  }>(sql`insert into contact_imports (company_id, storage_key, file_name, encoding, separator, columns, sample, state, created_at)
    values (${s.home.id}, 'nothing', 'list.csv', 'utf-8', ',', '["Name","E-Mail"]', '[]', ${state}, ${nowIso()}) returning id`);
  const id = rows[0]!.id;
  await s.w.db.execute(
    sql`insert into contact_import_rows (import_id, line, verdict, code) select ${id}::int, n, 'refuse', 'row.noEmail' from generate_series(2, 61) n`,
  );
  return id;
}

/** Only techs have calendars; for others there is nothing to make. */
async function withCalendar({ w }: Scene, who: Caller, path: string, body?: unknown): Promise<Request> {
  await w.db.execute(sql`insert into tech_calendars (tech_id, sealed_address, host, encrypted, added_at, next_at)
    select id, 'nothing', 'calendar.example.com', true, ${nowIso()}, '2999-01-01' from techs where id = ${who.accountId} on conflict do nothing`);
  return at(path, body);
}
async function withScheduleFeed({ w }: Scene, who: Caller): Promise<Request> {
  await w.db.execute(sql`insert into schedule_feeds (account_id, token_hash, created_at)
    select id, 'hash-' || id, ${nowIso()} from techs where id = ${who.accountId} on conflict do nothing`);
  return at('/me/schedule-feed');
}

/** A merge that is done. */
async function mergeOf(s: Scene): Promise<number> {
  await s.w.db.execute(sql`delete from merges where kind = 'contact' and loser_id = ${s.spareContact.id}`);
  const { rows } = await s.w.db.execute<{
    id: number;
  }>(sql`insert into merges (kind, loser_id, winner_id, company_ids, state, created_at, undo_until)
    values ('contact', ${s.spareContact.id}, ${s.people.cc.id}, array[${s.home.id}::int], 'done', ${nowIso()}, '2099-01-01') returning id`);
  return rows[0]!.id;
}

/** Personal data that lie ready; the bytes do not matter here. */
async function exportOf(s: Scene): Promise<number> {
  const { rows } = await s.w.db.execute<{
    id: number;
  }>(sql`insert into personal_exports (account_id, state, file_id, created_at, expires_at)
    values (${s.spareContact.id}, 'done', ${s.files.public}, ${nowIso()}, '2099-01-01') returning id`);
  return rows[0]!.id;
}
