import type { MergeField, MergeKind } from '@portico/contracts/merges/shapes.ts';
import type { Side } from './merges.reads.ts';

/** Which table has a field, and its columns there. */
interface Place {
  readonly table: 'accounts' | 'contacts' | 'companies';
  readonly columns: readonly string[];
  /** What people read, where it is not the column itself. */
  readonly shown?: string;
}
const account = (...columns: string[]): Place => ({ table: 'accounts', columns });
const contact = (...columns: string[]): Place => ({ table: 'contacts', columns });
const company = (...columns: string[]): Place => ({ table: 'companies', columns });

const PLACES: Readonly<Record<MergeKind, Readonly<Partial<Record<MergeField, Place>>>>> = {
  contact: {
    name: account('name', 'given_name', 'surname'),
    email: account('email'),
    title: account('title'),
    department: account('department'),
    phone: account('phone'),
    mobile: account('mobile'),
    office: account('office'),
    mailNickname: contact('mail_nickname'),
    timeZone: account('time_zone'),
    locale: account('locale'),
    notes: contact('notes'),
    links: contact('links'),
  },
  company: {
    name: company('name'),
    identifier: company('identifier'),
    phone: company('phone'),
    website: company('website'),
    country: company('country'),
    typeId: { ...company('type_id'), shown: 'type_name' },
    statusId: { ...company('status_id'), shown: 'status_name' },
    timeZone: company('time_zone'),
    locale: company('locale'),
    notes: company('notes'),
    links: company('links'),
  },
};

interface Link {
  readonly label: string;
  readonly url: string;
}
const linksOf = (value: unknown): Link[] => (Array.isArray(value) ? (value as Link[]) : []);
const shown = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value))
    return value.length === 0
      ? null
      : linksOf(value)
          .map((link) => link.label || link.url)
          .join(', ');
  return String(value);
};

/** Both records side by side, in the order people read them. */
export const compare = (kind: MergeKind, loser: Side, winner: Side) =>
  (Object.entries(PLACES[kind]) as [MergeField, Place][]).map(([field, place]) => {
    const column = place.shown ?? place.columns[0] ?? field;
    return { field, loser: shown(loser.values[column]), winner: shown(winner.values[column]) };
  });

const LONGEST_NOTES = 20_000;
const MOST_LINKS = 10;

/** Notes and links are joined, everything else is the loser's value. */
function taken(field: MergeField, column: string, loser: Side, winner: Side): unknown {
  const [theirs, own] = [loser.values[column], winner.values[column]];
  if (field === 'notes') return [own, theirs].filter(Boolean).join('\n\n').slice(0, LONGEST_NOTES);
  if (field === 'links') {
    const all = [...linksOf(own), ...linksOf(theirs)];
    return all.filter((link, index) => all.findIndex((one) => one.url === link.url) === index).slice(0, MOST_LINKS);
  }
  return theirs;
}

export interface TakenValues {
  readonly table: Place['table'];
  readonly values: Readonly<Record<string, unknown>>;
}

/** What changes in the record that is kept, by table. */
export function valuesToTake(kind: MergeKind, take: readonly MergeField[], loser: Side, winner: Side): TakenValues[] {
  const tables = new Map<Place['table'], Record<string, unknown>>();
  for (const field of take) {
    const place = PLACES[kind][field];
    if (!place) continue;
    const values = tables.get(place.table) ?? {};
    for (const column of place.columns) values[column] = taken(field, column, loser, winner);
    tables.set(place.table, values);
  }
  return [...tables].map(([table, values]) => ({ table, values }));
}
