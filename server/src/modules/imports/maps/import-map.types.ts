/**
 * What an import map may say. The engine interprets a map and adds nothing of its own: every name, word and rule that depends on
 * the source system stands in the map, so a second source is a second map and no code.
 *
 * A source file is a table with one row per update. The rows of one ticket, in order, are snapshots: the first creates the ticket,
 * each later one is compared with its predecessor, and every mapped field that differs becomes one change at the row's time.
 */
export interface ImportMap {
  /** What `--map` is called with. */
  readonly name: string;
  readonly title: string;
  /** Written to `external_links.system`; with `identity.column` it makes a second run find what the first one made. */
  readonly system: string;
  readonly file: FileFormat;
  readonly identity: { readonly column: string };
  readonly times: TimeRules;
  readonly ticket: TicketTexts;
  readonly fields: FieldMaps;
  readonly people: PeopleMaps;
  /** Who is named as the author of a change; a label only, no account is made from it. */
  readonly changeAuthor: { readonly column: string };
  /** Where tickets and contacts go when the file names no company, and which queue they land in. */
  readonly defaults: { readonly company: CompanyDefault; readonly queue: string };
  readonly reopening: ReopeningRule;
  /** Values kept word for word on the imported ticket; they are shown, never computed with. */
  readonly attributes: readonly AttributeMap[];
  /** The file's own counters, listed per incident where they differ from what the import counted. */
  readonly comparisons: readonly Comparison[];
  /** Columns read for none of the above. Named so that a column the map has never heard of can be reported. */
  readonly ignored: readonly string[];
}

export interface FileFormat {
  readonly encoding: 'utf-8';
  readonly delimiter: ',';
  readonly quote: '"';
  /** The word that means "not known". Mapped fields read it as nothing: no team, no assignee, no category. */
  readonly unknown: string;
  /**
   * `file`: rows count in the order they stand in. Chosen over sorting by a counter or a time where those are known to lie.
   * A ticket whose rows do not stand together is a damaged ticket.
   */
  readonly rowOrder: 'file';
}

export interface TimeRules {
  /** `dd`, `mm`, `yyyy`, `hh`, `MM` (minutes) and literal characters. */
  readonly format: 'dd-mm-yyyy hh:MM';
  /** IANA zone of every time in the file; `--time-zone` replaces it. */
  readonly timeZone: string;
  /** A local time the zone skips (spring) or has twice (autumn): the later instant of a gap, the first of an overlap. */
  readonly ambiguous: 'first';
  readonly update: { readonly column: string };
  /** `earliest`: the ticket starts at this column or at its first update, whichever is earlier. */
  readonly created: { readonly column: string; readonly with: 'earliest' };
  /**
   * `next-row`: a row that claims to be later than the row after it happened at that row's time. Keeps a ticket's history
   * in order without moving a row that is right.
   */
  readonly backwards: 'next-row';
}

/** `{column}` is replaced by the first row's value; a sentence part in `[…]` disappears when its value is unknown. */
export interface TicketTexts {
  readonly title: string;
  readonly description: string;
}

export type StatusKind = 'new' | 'progress' | 'waiting-you' | 'waiting-other' | 'approval' | 'scheduled' | 'resolved' | 'closed';
export type PriorityName = 'Urgent' | 'High' | 'Normal' | 'Low';

/** The kind decides all else: only `closed` ends a ticket; a resolved one is finished work that an answer can still bring back. */
export interface StatusTarget {
  readonly name: string;
  readonly kind: StatusKind;
}

export interface FieldMaps {
  readonly status: { readonly column: string; readonly values: Readonly<Record<string, StatusTarget>> };
  readonly priority: { readonly column: string; readonly values: Readonly<Record<string, PriorityName>> };
  /** Missing teams are created with the file's own names. */
  readonly team: { readonly column: string; readonly create: true };
  readonly source: { readonly column: string; readonly values: Readonly<Record<string, string>>; readonly otherwise: string };
  /** Two levels of the source in one name, `{under}` and `{value}`; missing ones are created. */
  readonly category: { readonly column: string; readonly under: string; readonly name: string; readonly create: true };
}

export interface PersonMap {
  readonly column: string;
  readonly create: true;
  /** `{value}` is the cell with runs of spaces collapsed, `{slug}` the same in lower case with dashes. */
  readonly name: string;
  readonly email: string;
  /** False: the account exists so that history has someone to point at, and cannot sign in or receive mail. */
  readonly signIn: boolean;
}
export interface PeopleMaps {
  readonly requester: PersonMap;
  readonly assignee: PersonMap & { readonly role: 'member' };
}

export interface CompanyDefault {
  readonly name: string;
  /** `--company` replaces the name; an existing company of that name is used, else one is created. */
  readonly create: true;
}

export interface ReopeningRule {
  /** A change from a status of one of these kinds to one of another kind is a reopening. */
  readonly from: readonly StatusKind[];
}

export interface AttributeMap {
  readonly column: string;
  readonly label: string;
  /** Which row's value is kept. */
  readonly row: 'first' | 'last';
  /** Numbers and truths become such; a time stays as it is written, because nothing is computed with it. */
  readonly type: 'text' | 'integer' | 'boolean' | 'time';
}

export interface Comparison {
  readonly column: string;
  readonly label: string;
  /** What the import counts over the same rows. `updates` is the number of rows after the first. */
  readonly counted: 'team-changes' | 'reopenings' | 'updates';
  /** The last row's value alone, or also whether the counter runs 0, 1, 2, … through the rows. */
  readonly rows: 'last' | 'every';
}

/** What the command line may replace. */
export interface ImportMapOptions {
  readonly company?: string;
  readonly timeZone?: string;
  readonly queue?: string;
}

/** The map with the operator's choices in it; the map itself stays as shipped. */
export function withOptions(map: ImportMap, options: ImportMapOptions): ImportMap {
  return {
    ...map,
    times: { ...map.times, timeZone: options.timeZone ?? map.times.timeZone },
    defaults: {
      company: { ...map.defaults.company, name: options.company ?? map.defaults.company.name },
      queue: options.queue ?? map.defaults.queue,
    },
  };
}

/** What must stand in every row; where a cell is unknown, the mapped field is nothing. */
export const requiredColumns = (map: ImportMap): readonly string[] => [
  map.identity.column,
  map.times.update.column,
  map.fields.status.column,
  map.fields.priority.column,
  map.people.requester.column,
];

/** Every column a map reads or knowingly ignores; anything else in a file's header is worth a warning, anything missing is an error. */
export function knownColumns(map: ImportMap): { readonly needed: readonly string[]; readonly ignored: readonly string[] } {
  const inTexts = [...`${map.ticket.title} ${map.ticket.description}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  const needed = new Set([
    map.identity.column,
    map.times.update.column,
    map.times.created.column,
    map.fields.status.column,
    map.fields.priority.column,
    map.fields.team.column,
    map.fields.source.column,
    map.fields.category.column,
    map.fields.category.under,
    map.people.requester.column,
    map.people.assignee.column,
    map.changeAuthor.column,
    ...inTexts,
    ...map.attributes.map((attribute) => attribute.column),
    ...map.comparisons.map((comparison) => comparison.column),
  ]);
  return { needed: [...needed], ignored: map.ignored };
}
