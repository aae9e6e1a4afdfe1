/** Stable names by which the parts of the demo refer to each other; nothing here is a database id. */
export type Key = string;
/** A contact's or tech's key. The two never collide; `jana-at-orchard` and `jana-tech` are other accounts of the same person. */
export type PersonKey = Key;
/** ISO instant, `2026-11-20T09:12:00.000Z`. */
export type Instant = string;

export type StatusKind = 'new' | 'progress' | 'waiting-you' | 'waiting-other' | 'approval' | 'scheduled' | 'resolved' | 'closed';
export type TechRole = 'streamline' | 'member' | 'advanced' | 'admin' | 'master-admin';
export type Language = 'en' | 'de' | 'ar' | 'fr';

export interface DemoWorkspace {
  readonly provider: {
    readonly name: string;
    readonly city: string;
    readonly phone: string;
    readonly timeZone: string;
    readonly domain: string;
  };
  readonly companies: readonly DemoCompany[];
  readonly contacts: readonly DemoContact[];
  readonly techs: readonly DemoTech[];
  readonly teams: readonly DemoTeam[];
  readonly departments: readonly DemoDepartment[];
  readonly groups: readonly DemoGroup[];
  readonly serviceConfig: DemoServiceConfig;
  readonly serviceTypes: readonly DemoServiceType[];
  /** By creation time, oldest first, so that numbers given in this order look right. */
  readonly tickets: readonly DemoTicket[];
}

export interface DemoCompany {
  readonly key: Key;
  readonly name: string;
  /** What people call it: "Bergmann Steuerberatung". */
  readonly shortName: string;
  readonly trade: string;
  readonly city: string;
  readonly people: number;
  readonly phone: string;
  readonly website: string;
  readonly domain: string;
  readonly language: Language;
  readonly tags: readonly string[];
}

export interface DemoContact {
  readonly key: PersonKey;
  readonly company: Key;
  readonly name: string;
  /** How a mail would greet them. */
  readonly givenName: string;
  readonly familyName: string;
  /** Several accounts may share one address: that person chooses after sign-in. */
  readonly email: string;
  readonly title: string;
  readonly phone: string | null;
  readonly language: Language;
  readonly manager: boolean;
  readonly vip: boolean;
  readonly approver: boolean;
}

export interface DemoTech {
  readonly key: PersonKey;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly title: string;
  readonly role: TechRole;
  readonly language: 'en' | 'de';
  /** Null: not restricted. */
  readonly onlyCompanies: readonly Key[] | null;
  readonly onlyQueues: readonly Key[] | null;
}
export interface DemoTeam {
  readonly key: Key;
  readonly name: string;
  readonly description: string;
  readonly members: readonly PersonKey[];
}

export interface DemoDepartment {
  readonly name: string;
  readonly lead: PersonKey;
  readonly members: readonly PersonKey[];
}
export interface DemoGroup {
  readonly company: Key;
  readonly name: string;
  readonly icon: 'box' | 'company' | 'invoice' | 'key' | 'star';
  readonly members: Readonly<Record<PersonKey, 'manager' | 'regular' | 'guest' | 'approver'>>;
}

export interface DemoServiceConfig {
  readonly queues: readonly DemoQueue[];
  readonly statuses: readonly DemoStatus[];
  readonly priorities: readonly DemoPriority[];
  readonly sources: readonly { readonly key: Key; readonly name: string; readonly icon: string }[];
  readonly categories: readonly { readonly key: Key; readonly name: string }[];
  readonly tags: readonly { readonly name: string; readonly color: string }[];
  /** Where tickets land that say nothing else, including *Something else*. */
  readonly defaults: { readonly queue: Key; readonly source: Key; readonly priority: Key; readonly status: Key };
  readonly automation: {
    readonly onContactUpdate: { readonly from: readonly Key[]; readonly to: Key };
    readonly onClose: Key;
    readonly onReopen: Key;
  };
}
export interface DemoQueue {
  readonly key: Key;
  readonly name: string;
  readonly description: string;
  /** Statuses the queue offers; null: all. A soft list: a ticket may still hold another. */
  readonly statuses: readonly Key[] | null;
}
export interface DemoStatus {
  readonly key: Key;
  readonly name: string;
  readonly kind: StatusKind;
  readonly open: boolean;
}
export interface DemoPriority {
  readonly key: Key;
  readonly name: string;
  /** 1 is the most pressing. */
  readonly rank: number;
  readonly color: string;
}
export interface DemoServiceType {
  readonly key: Key;
  readonly name: string;
  /** Heads the card group on the client home page. */
  readonly group: string;
  /** Name of a Tabler icon. */
  readonly icon: string;
  readonly description: string;
  readonly queue: Key;
  readonly priority: Key;
  readonly category: Key;
  readonly titleHint: string;
  readonly tags: readonly string[];
}

export interface DemoTicket {
  readonly key: Key;
  readonly title: string;
  readonly descriptionHtml: string;
  readonly company: Key;
  readonly requester: PersonKey;
  readonly createdAt: Instant;
  /** Status, assignee, … at creation. Everything later is a step. */
  readonly queue: Key;
  readonly status: Key;
  readonly priority: Key;
  readonly source: Key;
  readonly category: Key;
  readonly serviceType: Key | null;
  readonly tags: readonly string[];
  readonly language: Language;
  /** Keys of `demoFile`. */
  readonly attachments: readonly Key[];
  readonly steps: readonly DemoStep[];
  /** People who have not opened the ticket since its last step; everybody else who takes part has. */
  readonly unreadFor: readonly PersonKey[];
}

interface StepOf<K extends string> {
  readonly kind: K;
  readonly at: Instant;
  readonly by: PersonKey;
}
/** `html` is plain, already escaped markup of the editor's own set: p, strong, em, code, pre, ul, ol, li, a. */
export type DemoStep =
  | (StepOf<'comment'> & { readonly html: string; readonly attachments: readonly Key[] })
  | (StepOf<'note'> & { readonly html: string; readonly attachments: readonly Key[] })
  /** Replaces the text of the author's latest comment or note on this ticket. */
  | (StepOf<'edit'> & { readonly html: string })
  /** Either may be null: nobody, no team. */
  | (StepOf<'assign'> & { readonly to: PersonKey | null; readonly team: Key | null })
  /** After a contact's comment the same status may already have been set by automation; then the step changes nothing. */
  | (StepOf<'status'> & { readonly to: Key })
  | (StepOf<'priority'> & { readonly to: Key })
  /** The whole set, not a difference. */
  | (StepOf<'tags'> & { readonly to: readonly string[] })
  | (StepOf<'due'> & { readonly to: Instant | null })
  | (StepOf<'participant'> & { readonly person: PersonKey; readonly role: 'cc' | 'watcher' })
  /** To the status of `automation.onClose` and `onReopen`. */
  | StepOf<'close'>
  | StepOf<'reopen'>;
