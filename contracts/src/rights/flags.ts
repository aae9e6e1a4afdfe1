/** Roles of a contact that bring a permission with them; no override takes it away while the role is held. */
type ContactRole = 'isManager' | 'isVip' | 'isApprover';

interface FlagDeclaration {
  /** `switch` is on or off; `page` is the address of a page, or `false` for none. */
  readonly type: 'switch' | 'page';
  /** What holds when neither workspace nor company nor contact says anything. */
  readonly fallback: boolean;
  readonly section: 'tickets' | 'people' | 'portal' | 'money';
  readonly role?: ContactRole;
}

/**
 * Every permission of a contact (product.md 3.2), in the order in which screens show them. Their words are `rights.flag.NAME` of the
 * administration's texts. Most specific wins: contact, its groups, company, workspace, `fallback`.
 */
export const CONTACT_FLAGS = {
  allTickets: { type: 'switch', fallback: false, section: 'tickets', role: 'isManager' },
  somethingElse: { type: 'switch', fallback: true, section: 'tickets' },
  fastTrack: { type: 'switch', fallback: false, section: 'tickets' },
  escalate: { type: 'switch', fallback: false, section: 'tickets' },
  attachScreenshot: { type: 'switch', fallback: true, section: 'tickets' },
  approver: { type: 'switch', fallback: false, section: 'people', role: 'isApprover' },
  vip: { type: 'switch', fallback: false, section: 'people', role: 'isVip' },
  notifications: { type: 'switch', fallback: true, section: 'people' },
  ticketChat: { type: 'switch', fallback: true, section: 'portal' },
  preTicketChat: { type: 'switch', fallback: false, section: 'portal' },
  chatCallback: { type: 'switch', fallback: false, section: 'portal' },
  learningCentre: { type: 'switch', fallback: true, section: 'portal' },
  helpPage: { type: 'page', fallback: false, section: 'portal' },
  quotes: { type: 'switch', fallback: false, section: 'money' },
  invoices: { type: 'switch', fallback: false, section: 'money' },
} as const satisfies Readonly<Record<string, FlagDeclaration>>;

export type ContactFlag = keyof typeof CONTACT_FLAGS;
export const FLAG_NAMES = Object.keys(CONTACT_FLAGS) as readonly ContactFlag[];
/** On, off, or the address of a page. */
export type FlagValue = boolean | string;
/** What one place (workspace, company, group, contact) says; a flag that is not in it inherits. */
export type FlagOverrides = Readonly<Partial<Record<ContactFlag, FlagValue>>>;
export const FLAG_ORIGINS = ['role', 'contact', 'group', 'company', 'global', 'default'] as const;
export type FlagOrigin = (typeof FLAG_ORIGINS)[number];

/** What a contact group says for its members; guests of the group do not inherit it. */
export interface GroupOverrides {
  readonly id: number;
  readonly name: string;
  readonly flags: FlagOverrides;
}

export interface Cascade {
  readonly global?: FlagOverrides | null;
  readonly company?: FlagOverrides | null;
  /** The groups that say anything, oldest first. */
  readonly groups?: readonly GroupOverrides[];
  readonly contact?: FlagOverrides | null;
  readonly roles?: Readonly<Partial<Record<ContactRole, boolean | null>>>;
}

export interface HeldFlag {
  readonly value: FlagValue;
  readonly from: FlagOrigin;
  /** The group that it comes from. */
  readonly group?: { readonly id: number; readonly name: string };
}

/** Of several groups, one that gives wins over one that takes: nobody loses by being added to a group as well. */
function inGroups(groups: readonly GroupOverrides[], flag: ContactFlag): HeldFlag | null {
  const saying = groups.filter(({ flags }) => flags[flag] !== undefined);
  const winner = saying.find(({ flags }) => flags[flag] !== false) ?? saying[0];
  return winner ? { value: winner.flags[flag]!, from: 'group', group: { id: winner.id, name: winner.name } } : null;
}

/**
 * The value that holds, and which place it comes from.
 *
 * @example flagIn({ global: { quotes: true }, company: { quotes: false } }, 'quotes') // { value: false, from: 'company' }
 */
export function flagIn(cascade: Cascade, flag: ContactFlag): HeldFlag {
  const declared: FlagDeclaration = CONTACT_FLAGS[flag];
  if (declared.role && cascade.roles?.[declared.role] === true) return { value: true, from: 'role' };
  const at = (from: 'contact' | 'company' | 'global'): HeldFlag | null => {
    const value = cascade[from]?.[flag];
    return value === undefined ? null : { value, from };
  };
  const said = at('contact') ?? inGroups(cascade.groups ?? [], flag) ?? at('company') ?? at('global');
  if (said) return said;
  return { value: declared.fallback, from: 'default' };
}
