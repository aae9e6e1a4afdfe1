import type { TechActor } from '@portico/contracts/access/actor.ts';
import type { StatusKind } from '@portico/contracts/service-desk/shapes.ts';
import type { CHANGE_FIELDS } from '@portico/contracts/tickets/shapes.ts';
import type { StoredChanges } from './tickets.schema.ts';

export type ChangeField = (typeof CHANGE_FIELDS)[number];
export type Visibility = 'public' | 'internal';
export type Turn = 'you' | 'us' | 'other' | 'approval' | 'scheduled' | 'done';

/** The changes a contact is told of. Everything else (queue, team, tags, due date, …) is the provider's own bookkeeping. */
const PUBLIC_CHANGES: ReadonlySet<string> = new Set<ChangeField>(['status', 'priority', 'assignee', 'title']);
/** Changes that alter what a contact's page shows without being an entry there: the open page is told to look again. */
const SHOWN_TO_CONTACTS: ReadonlySet<string> = new Set<ChangeField>([
  'description',
  'serviceType',
  'team',
  'contact',
  'contactGroup',
  'participants',
]);

export const isPublicChange = (field: string): boolean => PUBLIC_CHANGES.has(field);
export const showsToContacts = (field: string): boolean => PUBLIC_CHANGES.has(field) || SHOWN_TO_CONTACTS.has(field);

/** One change as up to two timeline entries: what contacts may know, and the rest. */
export function splitChanges(changes: StoredChanges): { readonly visibility: Visibility; readonly changes: StoredChanges }[] {
  const all = Object.entries(changes);
  const open = Object.fromEntries(all.filter(([field]) => isPublicChange(field)));
  const inner = Object.fromEntries(all.filter(([field]) => !isPublicChange(field)));
  const parts: { visibility: Visibility; changes: StoredChanges }[] = [];
  if (Object.keys(open).length > 0) parts.push({ visibility: 'public', changes: open });
  if (Object.keys(inner).length > 0) parts.push({ visibility: 'internal', changes: inner });
  return parts;
}

/** Whose turn it is, in a contact's words. Who answered last in public has passed the turn on, whatever the status still says. */
export function turnOf(kind: StatusKind, isClosed: boolean, lastPublicBy: 'contact' | 'tech' | null): Turn {
  if (isClosed || kind === 'closed' || kind === 'resolved') return 'done';
  if (kind === 'waiting-you') return lastPublicBy === 'contact' ? 'us' : 'you';
  if (kind === 'waiting-other') return 'other';
  if (kind === 'approval' || kind === 'scheduled') return kind;
  return 'us';
}

const allows = (list: readonly number[] | null, id: number): boolean => list === null || list.includes(id);

/** May this tech have this ticket? Active, and inside the restrictions in queues, companies and categories. */
export const mayBeAssigned = (
  tech: Pick<TechActor, 'queueIds' | 'companyIds' | 'categoryIds'> & { readonly active: boolean },
  ticket: { readonly queueId: number; readonly companyId: number; readonly categoryId: number | null },
): boolean =>
  tech.active &&
  allows(tech.queueIds, ticket.queueId) &&
  allows(tech.companyIds, ticket.companyId) &&
  allows(tech.categoryIds, ticket.categoryId ?? 0);

/** The entry that a change of status makes. */
export function entryKind(wasClosed: boolean, isClosed: boolean): 'changed' | 'closed' | 'reopened' {
  if (wasClosed === isClosed) return 'changed';
  return isClosed ? 'closed' : 'reopened';
}

/** At most `length` characters of plain text on one line, cut at a word where one is near. */
export function excerptOf(text: string | null, length = 160): string | null {
  const line = (text ?? '').replaceAll(/\s+/g, ' ').trim();
  if (line === '') return null;
  const signs = [...line];
  if (signs.length <= length) return line;
  const cut = signs.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > length * 0.6 ? cut.slice(0, space) : cut}…`;
}
