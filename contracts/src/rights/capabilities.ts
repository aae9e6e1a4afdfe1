import { TECH_ROLES, type TechRole } from '../access/actor.ts';

/**
 * What the five fixed roles of staff may do (product.md 3.1): the lowest role that may, each higher one may too. Policies ask this
 * table, routes are held to it by a test (`routes`), and the administration shows it. Words: `rights.capability.NAME`.
 */
export const CAPABILITIES = {
  'tickets.work': { from: 'streamline', routes: ['tickets.update', 'tickets.counts', 'serviceDesk.get'] },
  'people.read': { from: 'streamline', routes: ['contacts.list', 'contacts.get', 'companies.list', 'techs.list'] },
  'techs.seeAll': { from: 'member', routes: [] },
  'tickets.archive': { from: 'admin', routes: ['tickets.archive', 'tickets.restore'] },
  'comments.deleteAny': { from: 'admin', routes: [] },
  'contacts.write': { from: 'admin', routes: ['contacts.create', 'contacts.update', 'contacts.setPassword'] },
  'companies.update': { from: 'admin', routes: ['companies.update'] },
  'teams.write': { from: 'admin', routes: ['teams.create', 'teams.update'] },
  'catalogue.write': { from: 'admin', routes: ['serviceTypes.create', 'serviceTypes.update'] },
  'signIns.read': { from: 'admin', routes: ['signInAttempts.list'] },
  'mails.read': { from: 'admin', routes: ['mails.list', 'mails.get', 'mails.retry'] },
  'keys.actAs': { from: 'admin', routes: [] },
  'signIns.readTechs': { from: 'master-admin', routes: [] },
  'mails.readContent': { from: 'master-admin', routes: [] },
  'companies.create': { from: 'master-admin', routes: ['companies.create'] },
  'techs.write': { from: 'master-admin', routes: ['techs.create', 'techs.update', 'techs.setPassword'] },
  'desk.write': { from: 'master-admin', routes: ['queues.create', 'queues.update', 'serviceDesk.setDefaults', 'categories.create'] },
  'workspace.write': { from: 'master-admin', routes: ['workspace.update'] },
} as const satisfies Readonly<Record<string, { readonly from: TechRole; readonly routes: readonly string[] }>>;

export type Capability = keyof typeof CAPABILITIES;

/** @example roleCan('member', 'tickets.archive') // false */
export const roleCan = (role: TechRole, capability: Capability): boolean =>
  TECH_ROLES.indexOf(role) >= TECH_ROLES.indexOf(CAPABILITIES[capability].from);
