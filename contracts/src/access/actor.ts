export const TECH_ROLES = ['streamline', 'member', 'advanced', 'admin', 'master-admin'] as const;
export type TechRole = (typeof TECH_ROLES)[number];

export const GROUP_ROLES = ['manager', 'regular', 'guest', 'approver'] as const;
export type GroupRole = (typeof GROUP_ROLES)[number];
/** A contact's place in a contact group that counts now: the group is active and of the contact's own company. */
export interface GroupMembership {
  readonly id: number;
  readonly role: GroupRole;
}

/** Who really acts when the actor is not the person in front of the screen. */
export interface Via {
  readonly kind: 'impersonation' | 'key' | 'mail' | 'import' | 'job' | 'demo' | 'command' | 'scim';
  readonly id: number | null;
  readonly name: string;
}

interface ActorBase {
  readonly via: Via | null;
  /** Scopes of the API key; null = a browser session, which has all of its person's rights. */
  readonly scopes: readonly string[] | null;
  readonly sessionId: number | null;
}
export interface AnonymousActor extends ActorBase {
  readonly kind: 'anonymous';
  readonly audience: 'anyone';
  readonly accountId: null;
}
/** The server itself: import, scheduled jobs, set-up. Sees what staff sees and is restricted by nothing. */
export interface SystemActor extends ActorBase {
  readonly kind: 'system';
  readonly audience: 'tech';
  readonly accountId: null;
}
/** What a contact's permissions come to, as far as policies need it. Strangers in a catch-all company have none that reach to others. */
export interface ContactRights {
  /** Sees all tickets of the company, as its managers do. */
  readonly allTickets: boolean;
  /** Sees what waits for an approval in the company. */
  readonly approver: boolean;
  /** May ask without choosing a service. */
  readonly somethingElse: boolean;
  /** Is told of what happens. */
  readonly notifications: boolean;
  /** null = every queue. A ticket in another queue is invisible, also to its owner. */
  readonly queueIds: readonly number[] | null;
  /** Group tags whose carriers' tickets this contact sees; and those of whom it sees what waits for an approval. */
  readonly viewTagIds: readonly number[];
  readonly approveTagIds: readonly number[];
}
/** Of somebody for whom nothing was decided. */
export const PLAIN_RIGHTS: ContactRights = {
  allTickets: false,
  approver: false,
  somethingElse: true,
  notifications: true,
  queueIds: null,
  viewTagIds: [],
  approveTagIds: [],
};
export interface ContactActor extends ActorBase {
  readonly kind: 'contact';
  readonly audience: 'contact';
  readonly accountId: number;
  readonly companyId: number;
  /** Company manager: sees all of the company's tickets. */
  readonly isManager: boolean;
  readonly groups: readonly GroupMembership[];
  readonly rights: ContactRights;
  /** Set while somebody of the staff stands in for this contact. */
  readonly impersonation?: Impersonation;
}
/** A staff member looks through a contact's eyes: policies show what both may see. */
export interface Impersonation {
  /** null: a look that opened nothing. */
  readonly id: number | null;
  readonly staff: TechActor;
  readonly endsAt: string;
  readonly readOnly: boolean;
}
export const seesAllTickets = (contact: Pick<ContactActor, 'isManager' | 'rights'>): boolean =>
  contact.isManager || contact.rights.allTickets;
/** May see more than the tickets he takes part in. */
export const seesBeyondOwn = (contact: Pick<ContactActor, 'isManager' | 'rights'>): boolean =>
  seesAllTickets(contact) || contact.rights.approver || contact.rights.viewTagIds.length > 0 || contact.rights.approveTagIds.length > 0;
export interface TechActor extends ActorBase {
  readonly kind: 'tech';
  readonly audience: 'tech';
  readonly accountId: number;
  readonly role: TechRole;
  /** null = every queue. A tech with an empty list sees no ticket. */
  readonly queueIds: readonly number[] | null;
  /** null = every company. */
  readonly companyIds: readonly number[] | null;
  /** null = every category. 0 stands for tickets without a category: it is there when the default category is. */
  readonly categoryIds: readonly number[] | null;
  readonly teamIds: readonly number[];
}
/** Who is asking, with the facts every policy needs; loaded once per request. */
export type Actor = AnonymousActor | SystemActor | ContactActor | TechActor;

/** Marks of what was read, drafts and the like stay the contact's own while somebody stands in. */
export const isImpersonated = (actor: Actor): boolean => actor.kind === 'contact' && actor.impersonation !== undefined;
