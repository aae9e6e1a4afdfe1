import type { Availability } from '@portico/contracts/techs/shapes.ts';
import type { NoticeDeclaration, NoticeTopic, StoredEvent } from '../../kernel/module.ts';
import type { Choice } from './settings.rules.ts';
import { isSilent } from './settings.rules.ts';

/** Notice declarations by event name: all the engine ever learns of what happens in the product. */
export type Declarations = ReadonlyMap<string, NoticeDeclaration>;

/** A fact that somebody could be told of. */
export interface Candidate {
  readonly event: StoredEvent;
  readonly declaration: NoticeDeclaration;
  readonly topic: NoticeTopic;
  /** What the person's settings say to it. */
  readonly choice: Choice;
}

const loudness = ({ inApp, email }: Choice): number => Number(inApp) + Number(email !== 'disabled');
/** The best thing to say first: what is heard at all, then by rank, then what also goes by mail, then in the order it was reported. */
export const byWeight = (a: Candidate, b: Candidate): number =>
  Number(isSilent(a.choice)) - Number(isSilent(b.choice)) ||
  (b.declaration.rank ?? 0) - (a.declaration.rank ?? 0) ||
  loudness(b.choice) - loudness(a.choice) ||
  a.event.id - b.event.id;

/** Every topic of the product, in the order in which the settings show them. */
export function topicsOf(declarations: Declarations): NoticeTopic[] {
  const topics = new Map<string, NoticeTopic>();
  for (const { topics: some } of declarations.values()) for (const topic of some) if (!topics.has(topic.key)) topics.set(topic.key, topic);
  return [...topics.values()].sort((a, b) => (a.sort ?? 100) - (b.sort ?? 100));
}

/**
 * A second lock beside each declaration's own rules: what an event marks as internal, or as showing nothing to contacts, is never
 * told to a contact.
 */
export const isHiddenFromContacts = ({ payload }: StoredEvent): boolean => payload.visibility === 'internal' || payload.shown === false;

/** Away: nothing until the return. Do not disturb: only what is critical. */
export const isKept = (availability: Availability, isCritical: boolean): boolean =>
  availability === 'away' || (availability === 'dnd' && !isCritical);

/** Has somebody come back to where notices reach him? */
export const isReturn = ({ payload }: Pick<StoredEvent, 'payload'>): boolean =>
  (payload.from === 'away' || payload.from === 'dnd') && (payload.to === 'available' || payload.to === 'busy');

/** The ticket a notice belongs to, for the page that clears its notices when it is opened. */
export const ticketIdOf = ({ entity }: StoredEvent): number | null => (entity.kind === 'ticket' ? entity.id : null);

export const mailKey = (changeId: string, accountId: number, ticketId: number | null): string =>
  `notice:${changeId}:${accountId}:${ticketId ?? 0}`;

export function parseMailKey(
  key: string,
): { readonly changeId: string; readonly accountId: number; readonly ticketId: number | null } | null {
  const [prefix, changeId, accountId, ticketId] = key.split(':');
  return prefix === 'notice' && changeId && accountId
    ? { changeId, accountId: Number(accountId), ticketId: Number(ticketId) || null }
    : null;
}

/** Where a summary leads to. */
export const homeOf = ({ kind }: { readonly kind: 'contact' | 'tech' }): string => (kind === 'tech' ? '/tech' : '/portal');

/** Where a person changes what he hears of. */
export const settingsPageOf = ({ kind }: { readonly kind: 'contact' | 'tech' }): string =>
  kind === 'tech' ? '/tech/settings/notifications' : '/portal/profile/notifications';
