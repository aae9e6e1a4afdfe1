import { KINDS, type Kind } from './actors.ts';

/**
 * What each kind of actor gets from each route. `ok` = it works (2xx); a number = this refusal; `none` = let in, but the row the
 * request names is in no state to be acted on (404 or 409 of the thing itself, not of the right).
 *
 * A line is `route`, or `route#case` where one route has several rules, then one cell for each column. Lines that begin with `=`
 * are patterns; `route = pattern` uses one.
 */
export const TABLE = `
                              anon prov gone | forgn collg cc  owner manag | stream member advan admin master | otherQ otherC | key wrong star dead revok actAs
=public                       ok   ok   ok   | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | 403 403   403  401  401   403
=proven                       401  ok   ok   | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | 401 401   401  401  401   401
=signed-in                    401  401  401  | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | ok  403   ok   401  401   ok
=signed-in-browser            401  401  401  | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | 403 403   403  401  401   403
=contact                      401  401  401  | ok    ok    ok  ok    ok    | 404    404    404   404   404    | 404    404    | 404 404   404  401  401   ok
=tech                         401  401  401  | 404   404   404 404   404   | ok     ok     ok    ok    ok     | ok     ok     | ok  403   ok   401  401   404
=tech-browser                 401  401  401  | 404   404   404 404   404   | ok     ok     ok    ok    ok     | ok     ok     | 403 403   403  401  401   404
=tech-own-company             401  401  401  | 404   404   404 404   404   | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   404
=tech-own-ticket              401  401  401  | 404   404   404 404   404   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   404
=admin                        401  401  401  | 404   404   404 404   404   | 403    403    403   ok    ok     | ok     ok     | ok  403   ok   401  401   404
=admin-all-companies          401  401  401  | 404   404   404 404   404   | 403    403    403   ok    ok     | ok     403    | ok  403   ok   401  401   404
=admin-own-company            401  401  401  | 404   404   404 404   404   | 403    403    403   ok    ok     | ok     404    | ok  403   ok   401  401   404
=admin-own-company-browser    401  401  401  | 404   404   404 404   404   | 403    403    403   ok    ok     | ok     404    | 403 403   403  401  401   404
=admin-own-ticket             401  401  401  | 404   404   404 404   404   | 403    403    403   ok    ok     | 404    404    | ok  403   ok   401  401   404
=master                       401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     ok     | ok  403   ok   401  401   404
=master-browser               401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     ok     | 403 403   403  401  401   404
=ticket                       401  401  401  | 404   404   ok  ok    ok    | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   ok
=ticket-internal              401  401  401  | 404   404   404 404   404   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   404
=uploader                     401  401  401  | 404   404   404 ok    404   | 404    404    404   404   404    | 404    404    | 404 403   404  401  401   ok

files.upload = signed-in
files.get#public = ticket
files.get#inline = ticket
files.get#internal = ticket-internal
files.get#waiting = uploader
files.preview#public = ticket
files.preview#internal = ticket-internal
files.preview#waiting = uploader
files.delete#waiting = uploader
files.delete#linked           401  401  401  | 404   404   403 403   403   | 403    403    403   403   403    | 404    404    | 403 403   403  401  401   403

me.get = signed-in
me.update = signed-in
me.setPicture = signed-in
me.removePicture = signed-in
me.setPassword = signed-in-browser
me.sessions = signed-in-browser
me.revokeSession#own = signed-in-browser
me.revokeSession#foreign      401  401  401  | 404   404   404 404   404   | 404    404    404   404   404    | 404    404    | 403 403   403  401  401   403
me.revokeOtherSessions = signed-in-browser
apiKeys.list = tech-browser
apiKeys.create = tech-browser
apiKeys.create#actAs          401  401  401  | 404   404   404 404   404   | 403    403    403   ok    ok     | ok     ok     | 403 403   403  401  401   404
apiKeys.revoke#own = tech-browser
apiKeys.revoke#foreign        401  401  401  | 404   404   404 404   404   | 404    404    404   404   404    | 404    404    | 403 403   403  401  401   404
accounts.setPicture#contact = admin-own-company
accounts.setPicture#tech      401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     ok     | ok  403   ok   401  401   404
accounts.removePicture#contact = admin-own-company
accounts.removePicture#tech   401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     ok     | ok  403   ok   401  401   404

signIn.start = public
signIn.code = public
signIn.link = public
signIn.password = public
signIn.providers = public
signIn.provider               none none none | none  none  none none none  | none   none   none  none  none   | none   none   | 403 403   403  401  401   403
signIn.saml                   none none none | none  none  none none none  | none   none   none  none  none   | none   none   | 403 403   403  401  401   403
signIn.oidc                   none none none | none  none  none none none  | none   none   none  none  none   | none   none   | 403 403   403  401  401   403
session.get = proven
signInRules.get = admin
secondFactor.prove            401  404  404  | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | 401 401   401  401  401   401
secondFactor.start            401  404  404  | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | 401 401   401  401  401   401
secondFactor.confirm          401  404  404  | none  none  none none none  | none   none   none  none  none   | none   none   | 401 401   401  401  401   401
secondFactor.get = signed-in-browser
secondFactor.renewCodes = signed-in-browser
secondFactor.remove = signed-in-browser
signInMeans.get#contact = admin-own-company
signInMeans.get#tech          401  401  401  | 404   404   404 404   404   | 403    403    403   404   ok     | ok     ok     | ok  403   ok   401  401   404
secondFactor.reset#contact = admin-own-company-browser
secondFactor.reset#tech       401  401  401  | 404   404   404 404   404   | 403    403    403   404   ok     | ok     ok     | 403 403   403  401  401   404
passkeys.startSignIn = public
passkeys.signIn = public
passkeys.start                401  404  404  | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | 401 401   401  401  401   401
passkeys.add = proven
passkeys.list = signed-in-browser
passkeys.rename#own = signed-in-browser
passkeys.rename#foreign       401  401  401  | 404   404   404 404   404   | 404    404    404   404   404    | 404    404    | 403 403   403  401  401   403
passkeys.remove#own = signed-in-browser
passkeys.remove#foreign       401  401  401  | 404   404   404 404   404   | 404    404    404   404   404    | 404    404    | 403 403   403  401  401   403
passkeys.removeFor#contact = admin-own-company-browser
passkeys.removeFor#tech       401  401  401  | 404   404   404 404   404   | 403    403    403   404   ok     | ok     ok     | 403 403   403  401  401   404
signInRules.set = master
signInRules.getForCompany = admin-own-company
signInRules.setForCompany     401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | ok  403   ok   401  401   404
session.choose#foreign        401  404  404  | 404   404   404 404   404   | 404    404    404   404   404    | 404    404    | 401 401   401  401  401   401
session.choose#own            401  404  404  | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     ok     | 401 401   401  401  401   401
session.createContact         401  403  403  | 403   403   403 403   403   | 403    403    403   403   403    | 403    403    | 401 401   401  401  401   401
session.end = proven
setup.get = public
setup.run                     none none none | none  none  none none none  | none   none   none  none  none   | none   none   | 403 403   403  401  401   403
scimConnections.list = master-browser
scimConnections.get#company   401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
scimConnections.get#staff     401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
scimConnections.create#company 401 401 401 | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
scimConnections.create#staff  401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     403    | 403 403   403  401  401   404
scimConnections.update        401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
scimConnections.renewToken    401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
scimConnections.activities    401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
scimConnections.delete        401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
identityProviders.list = master-browser
identityProviders.get#company 401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
identityProviders.get#all     401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
identityProviders.create#company 401 401 401 | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
identityProviders.create#all  401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     403    | 403 403   403  401  401   404
identityProviders.update      401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
identityProviders.test        401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
identityProviders.readMetadata#nothing 401 401 401 | 404 404 404 404   404   | 403    403    403   403   422    | 422    422    | 403 403   403  401  401   404
identityProviders.delete      401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
workspace.get = public
workspace.update = master

companyLabels.list = tech
portalAccess.get = admin-all-companies
portalAccess.save = admin-all-companies

contactCreation.get = admin-all-companies
contactCreation.save          401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     403    | ok  403   ok   401  401   404
contactCreation.preview = admin-all-companies

companies.list = tech
companies.get = tech-own-company
companies.create              401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     403    | ok  403   ok   401  401   404
companies.update = admin-own-company
contacts.list = tech
contacts.colleagues = contact
contacts.get = tech-own-company
contacts.create = admin-own-company
companies.bulkUpdate = admin
contacts.bulkUpdate = admin
contactImports.upload = admin-own-company
contactImports.get = admin-own-company
contactImports.rows = admin-own-company
contactImports.check = admin-own-company
contactImports.start = admin-own-company
contacts.makePrimary = admin-own-company
personalData.preview = admin-own-company-browser
personalData.export = admin-own-company-browser
personalData.exports = admin-own-company-browser
personalData.link = admin-own-company-browser
personalData.erase            401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     404    | 403 403   403  401  401   404
relocations.preview = admin-own-company
relocations.start = admin-own-company
relocations.list = admin-own-company
merges.duplicates = admin
merges.preview = admin-own-company
merges.start = admin-own-company
merges.list = admin
merges.get = admin-own-company
merges.undo = admin-own-company
contacts.update = admin-own-company
contacts.setPassword = admin-own-company-browser
contactGroups.list = signed-in
contactGroups.get             401  401  401  | 404   404   ok  ok    ok    | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   ok
contactGroups.create = admin-own-company
contactGroups.update = admin-own-company
contactGroups.delete = admin-own-company
contactGroups.restore = admin-own-company
contactGroups.members         401  401  401  | 404   404   403 ok    ok    | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   ok
contactGroups.addMember       401  401  401  | 404   404   403 403   ok    | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   403
contactGroups.changeMember    401  401  401  | 404   404   403 403   ok    | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   403
contactGroups.removeMember    401  401  401  | 404   404   403 403   ok    | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   403
contactGroups.policy = signed-in
contactGroups.setPolicy = admin-all-companies
contactGroups.companyPolicy = tech-own-company
contactGroups.setCompanyPolicy = admin-own-company
techs.list = tech
techs.get = admin
techs.create = master
techs.update = master
techs.setPassword = master-browser
teams.list = tech
teams.get                     401  401  401  | 404   404   404 404   404   | 404    ok     ok    ok    ok     | ok     ok     | ok  403   ok   401  401   404
teams.create = admin
teams.update = admin
teams.requests = tech
teams.askToJoin = tech
teams.decideRequest           401  401  401  | 404   404   404 404   404   | 404    404    404   ok    ok     | ok     ok     | ok  403   ok   401  401   404
teams.withdrawRequest = tech
teams.withdrawRequest#foreign 401  401  401  | 404   404   404 404   404   | 404    404    404   404   404    | 404    404    | 404 403   404  401  401   404
teams.leave = tech
availability.list = signed-in
me.availability = tech
me.setAvailability = tech
me.calendar = tech
me.connectCalendar = tech
me.disconnectCalendar = tech
me.refreshCalendar = tech
me.scheduleFeed = tech-browser
me.renewScheduleFeed = tech-browser
me.revokeScheduleFeed = tech-browser
me.takeBackTickets = tech
departments.list = tech
departments.get = tech
departments.create = admin
departments.update = admin
departments.addMember = admin
departments.removeMember = admin

serviceDesk.get = tech
serviceDesk.getDefaults = admin
serviceDesk.setDefaults = master
queues.list = tech
queues.get                    401  401  401  | 404   404   404 404   404   | ok     ok     ok    ok    ok     | 404    ok     | ok  403   ok   401  401   404
queues.create                 401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | 403    ok     | ok  403   ok   401  401   404
queues.update                 401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | 404    ok     | ok  403   ok   401  401   404
statuses.list = tech
statuses.get = tech
statuses.create = master
statuses.update = master
priorities.list = tech
priorities.get = tech
priorities.create = master
priorities.update = master
sources.list = tech
sources.get = tech
sources.create = master
sources.update = master
categories.list = tech
categories.get = tech
categories.create = master
categories.update = master
serviceTypes.list = signed-in
serviceTypes.get = tech
serviceTypes.create = admin
serviceTypes.update = admin

tickets.list = signed-in
tickets.counts = tech
tickets.clientCounts = contact
tickets.get = ticket
tickets.get#byNumber = ticket
tickets.get#archived          401  401  401  | 404   404   404 404   404   | 404    404    404   ok    ok     | 404    404    | ok  403   ok   401  401   404
tickets.timeline = ticket
tickets.attachments = ticket
tickets.read = ticket
tickets.create#own            401  401  401  | ok    ok    ok  ok    ok    | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   ok
tickets.create#forColleague   401  401  401  | 403   403   ok  403   ok    | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   403
tickets.create#forStranger    401  401  401  | ok    403   403 403   404   | 404    ok     ok    ok    ok     | ok     ok     | ok  403   ok   401  401   403
tickets.create#staffField     401  401  401  | 403   403   403 403   403   | ok     ok     ok    ok    ok     | ok     404    | ok  403   ok   401  401   403
tickets.create#foreignFile    401  401  401  | 404   404   404 ok    404   | 404    404    404   404   404    | 404    404    | 404 403   404  401  401   ok
tickets.update = tech-own-ticket
tickets.update#archived       401  401  401  | 404   404   404 404   404   | 404    404    404   409   409    | 404    404    | 409 403   409  401  401   404
tickets.bulkUpdate = tech
tickets.close = ticket
tickets.close#archived        401  401  401  | 404   404   404 404   404   | 404    404    404   409   409    | 404    404    | 409 403   409  401  401   404
tickets.reopen = ticket
tickets.archive = admin-own-ticket
tickets.restore = admin-own-ticket
tickets.comment = ticket
tickets.comment#internal      401  401  401  | 404   404   403 403   403   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   403
tickets.comment#status        401  401  401  | 404   404   403 403   403   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   403
tickets.comment#closed        401  401  401  | 404   404   409 409   409   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   409
tickets.comment#archived      401  401  401  | 404   404   404 404   404   | 404    404    404   409   409    | 404    404    | 409 403   409  401  401   404
comments.edit#customer        401  401  401  | 404   404   403 ok    403   | 403    403    403   403   403    | 404    404    | 403 403   403  401  401   ok
comments.edit#note            401  401  401  | 404   404   404 404   404   | 403    ok     403   403   403    | 404    404    | 403 403   403  401  401   404
comments.delete#customer      401  401  401  | 404   404   403 ok    403   | 403    403    403   ok    ok     | 404    404    | ok  403   ok   401  401   ok
comments.delete#note          401  401  401  | 404   404   404 404   404   | 403    ok     403   ok    ok     | 404    404    | ok  403   ok   401  401   404
comments.revisions#customer = ticket-internal
comments.revisions#note = ticket-internal
tickets.addParticipant#cc = ticket
tickets.addParticipant#watcher 401 401 401   | 404   404   422 422   422   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   422
tickets.addParticipant#stranger 401 401 401  | 404   404   422 422   422   | 422    422    422   422   422    | 404    404    | 422 403   422  401  401   422
tickets.removeParticipant#cc  401  401  401  | 404   404   ok  ok    422   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   ok
tickets.removeParticipant#watcher 401 401 401 | 404  404   404 404   404   | ok     ok     ok    ok    ok     | 404    404    | ok  403   ok   401  401   404
tickets.removeParticipant#owner 401 401 401  | 404   404   422 422   422   | 422    422    422   422   422    | 404    404    | 422 403   422  401  401   422
tags.list = tech
=tag-manager                  401  401  401  | 404   404   404 404   404   | 403    403    ok    ok    ok     | 403    403    | ok  403   ok   401  401   404
tags.manage = tag-manager
tags.create = tag-manager
tags.update = tag-manager
tags.merge = tag-manager
tags.delete = tag-manager
drafts.get = signed-in-browser
drafts.save = signed-in-browser
drafts.delete = signed-in-browser
search.all = signed-in
notices.list = signed-in
notices.read = signed-in
me.notifications = signed-in
me.changeNotifications = signed-in
me.previewNotifications = signed-in
me.mails = signed-in
me.testMail = signed-in

rights.getGlobal = admin
rights.setGlobal              401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | 403    403    | ok  403   ok   401  401   404
rights.getCompany = admin-own-company
rights.setCompany = admin-own-company
rights.getGroup = admin-own-company
rights.setGroup = admin-own-company
rights.getContact = admin-own-company
rights.setContact = admin-own-company
rights.listContacts = admin
rights.listCompanies = admin
rights.bulk = admin
groupTags.list = admin
groupTags.create = admin
groupTags.update = admin
groupTags.delete              401  401  401  | 404   404   404 404   404   | 403    403    403   ok    ok     | 403    403    | ok  403   ok   401  401   404
contacts.getGroupTags = admin-own-company
contacts.setGroupTags = admin-own-company
rights.getStaff = admin
rights.setStaff               401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | 403    403    | ok  403   ok   401  401   404
techs.access = admin
rights.whyTicket = admin-own-ticket

system.overview = admin
system.health = admin
jobs.list = admin
jobs.retry                    401  401  401  | 404   404   404 404   404   | 403    403    403   none  none   | none   none   | none 403  none 401  401   404
jobs.discard = master
signInAttempts.list = admin
accessSettings.get = admin
impersonations.start = admin-own-company-browser
impersonations.end            401  401  401  | 404   404   404 404   404   | 404    404    404   404   404    | 404    404    | 404 404   404  401  401   403
contacts.viewAs = admin-own-company-browser
accounts.sessions#contact = admin-own-company-browser
accounts.sessions#tech        401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     ok     | 403 403   403  401  401   404
accounts.endSession#contact = admin-own-company-browser
accounts.endSessions#contact = admin-own-company-browser
accounts.endSessions#tech     401  401  401  | 404   404   404 404   404   | 403    403    403   403   ok     | ok     ok     | 403 403   403  401  401   404
accessSettings.update = master
signInDiagnosis.get = admin
mails.list = admin
mails.get = admin-own-company
mails.retry = admin-own-company
mails.test = admin
inbox.list = public
inbox.get = public
`;

export type Outcome = 'ok' | 'none' | 401 | 403 | 404 | 409 | 422;
export interface Line {
  readonly name: string;
  readonly routeId: string;
  readonly cells: Readonly<Record<Kind, Outcome>>;
}

export function readTable(text: string): Line[] {
  const patterns = new Map<string, Line['cells']>();
  const lines: Line[] = [];
  const [header = '', ...rows] = text.split('\n').filter((row) => row.trim() !== '');
  if (words(header).join() !== KINDS.join()) throw new Error('The header of the matrix does not name the kinds of actors in their order.');
  for (const row of rows) {
    const [name = '', ...cells] = words(row);
    if (name.startsWith('=')) patterns.set(name.slice(1), outcomes(name, cells));
    else if (cells[0] !== '=') lines.push({ name, routeId: name.split('#')[0]!, cells: outcomes(name, cells) });
    else {
      const pattern = patterns.get(cells[1] ?? '');
      if (!pattern) throw new Error(`${name} uses the pattern "${cells[1]}", which is not in the matrix.`);
      lines.push({ name, routeId: name.split('#')[0]!, cells: pattern });
    }
  }
  return lines;
}

const words = (row: string): string[] => row.split(/[\s|]+/).filter((word) => word !== '');

function outcomes(name: string, cells: readonly string[]): Line['cells'] {
  if (cells.length !== KINDS.length) throw new Error(`${name} has ${cells.length} cells; there are ${KINDS.length} kinds of actors.`);
  return Object.fromEntries(KINDS.map((kind, at) => [kind, outcome(name, cells[at]!)])) as Line['cells'];
}

function outcome(name: string, cell: string): Outcome {
  if (cell === 'ok' || cell === 'none') return cell;
  const status = Number(cell);
  if (![401, 403, 404, 409, 422].includes(status)) throw new Error(`${name} expects "${cell}", which is no outcome.`);
  return status as Outcome;
}
