import { type Cascade, CONTACT_FLAGS, FLAG_NAMES, type FlagOrigin, flagIn } from '@portico/contracts/rights/flags.ts';
import type { RightsView } from '@portico/contracts/rights/shapes.ts';

export type Level = 'global' | 'company' | 'group' | 'contact';
const BELOW: Readonly<Record<Level, readonly Level[]>> = {
  contact: ['group', 'company', 'global'],
  group: ['company', 'global'],
  company: ['global'],
  global: [],
};

export interface QueueLists {
  readonly global: readonly number[] | null;
  readonly company: readonly number[] | null;
  /** Of a contact: the lists of its groups added up. */
  readonly group: readonly number[] | null;
  readonly contact: readonly number[] | null;
}

/** The cascade as one of its places sees it: what holds there, what it says itself, and what it would inherit. */
export function viewAt(level: Level, cascade: Cascade, queues: QueueLists): RightsView {
  const part = (one: Level): Cascade => (one === 'group' ? { groups: cascade.groups ?? [] } : { [one]: cascade[one] });
  const inherited: Cascade = Object.assign({}, ...BELOW[level].map(part));
  const here: Cascade = level === 'contact' ? cascade : { ...inherited, ...part(level) };
  const own = level === 'group' ? cascade.groups?.[0]?.flags : cascade[level];
  return {
    flags: FLAG_NAMES.map((flag) => ({
      flag,
      ...flagIn(here, flag),
      own: own?.[flag] ?? null,
      inherited: flagIn(inherited, flag),
    })),
    queues: { ...queuesAt(level, queues), own: queues[level] && [...queues[level]] },
  };
}

function queuesAt(level: Level, queues: QueueLists): { ids: number[] | null; from: Exclude<FlagOrigin, 'role'> } {
  const from = [level, ...BELOW[level]].find((one) => queues[one] !== null);
  return from ? { ids: [...(queues[from] ?? [])], from } : { ids: null, from: 'default' };
}

/** Flags that decide who sees which tickets: open sockets were let in by them. */
const REACHING: readonly string[] = ['allTickets', 'approver'];
export const reaches = (patch: { readonly flags?: object; readonly queueIds?: unknown }): boolean =>
  patch.queueIds !== undefined || Object.keys(patch.flags ?? {}).some((flag) => REACHING.includes(flag));

export const roleOf = (flag: (typeof FLAG_NAMES)[number]): 'isManager' | 'isVip' | 'isApprover' | null => {
  const declared = CONTACT_FLAGS[flag];
  return 'role' in declared ? declared.role : null;
};
