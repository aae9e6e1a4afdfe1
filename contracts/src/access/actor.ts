export const TECH_ROLES = ['streamline', 'member', 'advanced', 'admin', 'master-admin'] as const;
export type TechRole = (typeof TECH_ROLES)[number];

/** Who really acts when the actor is not the person in front of the screen. */
export interface Via {
  readonly kind: 'key' | 'mail' | 'import' | 'job' | 'demo' | 'command';
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
export interface ContactActor extends ActorBase {
  readonly kind: 'contact';
  readonly audience: 'contact';
  readonly accountId: number;
  readonly companyId: number;
  /** Company manager: sees all of the company's tickets. */
  readonly isManager: boolean;
}
export interface TechActor extends ActorBase {
  readonly kind: 'tech';
  readonly audience: 'tech';
  readonly accountId: number;
  readonly role: TechRole;
  /** null = every queue. A tech with an empty list sees no ticket. */
  readonly queueIds: readonly number[] | null;
  /** null = every company. */
  readonly companyIds: readonly number[] | null;
  readonly teamIds: readonly number[];
}
/** Who is asking, with the facts every policy needs; loaded once per request. */
export type Actor = AnonymousActor | SystemActor | ContactActor | TechActor;
