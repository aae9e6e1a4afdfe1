import type { ImportField, Mapping } from '@portico/contracts/contact-imports/shapes.ts';
import { isPhone } from '../accounts/index.ts';

/** What one row says, by field; empty cells are absent. */
export type RowData = Partial<Record<ImportField, string>>;

/** How people name these columns, in both languages; the first that fits wins. */
const NAMES: Readonly<Record<ImportField, RegExp>> = {
  email: /^(e-?mail|mail)([ -]?(address|adresse))?$/i,
  givenName: /^(given ?name|first ?name|vorname)$/i,
  surname: /^(surname|last ?name|family ?name|nachname|familienname)$/i,
  mailNickname: /^(greeting|nick ?name|anrede.*|spitzname)$/i,
  name: /^(full ?name|display ?name|name|voller name|anzeigename)$/i,
  title: /^(job ?title|title|position|funktion|titel)$/i,
  department: /^(department|abteilung)$/i,
  phone: /^(phone|telephone|business phone|telefon|tel\.?)$/i,
  mobile: /^(mobile|mobile phone|cell.*|handy|mobil.*)$/i,
  office: /^(office|büro|standort)$/i,
  notes: /^(notes?|notizen?|bemerkung(en)?)$/i,
  tags: /^tags?$/i,
};

export function suggestMapping(columns: readonly string[]): Mapping {
  const found = Object.entries(NAMES).map(([field, pattern]) => [field, columns.findIndex((name) => pattern.test(name.trim()))] as const);
  return Object.fromEntries(found.filter(([, index]) => index >= 0)) as Mapping;
}

/** Enough to make a contact of a row? */
export const isUsable = (mapping: Mapping, columns: number): boolean =>
  mapping.email !== undefined &&
  (mapping.name !== undefined || mapping.givenName !== undefined) &&
  Object.values(mapping).every((index) => index < columns);

const LONGEST: Readonly<Record<ImportField, number>> = {
  email: 254,
  name: 200,
  givenName: 100,
  surname: 100,
  mailNickname: 100,
  title: 200,
  department: 200,
  phone: 50,
  mobile: 50,
  office: 200,
  notes: 20_000,
  tags: 1800,
};

export interface Judged {
  readonly data: RowData;
  /** Why no contact can be made of it. */
  readonly code: string | null;
}

/**
 * The cells of a row as values, and what is wrong with them. A cell that looks like a formula is text like any other; the
 * apostrophe that our own export puts before one is taken off again.
 */
export function judgeRow(cells: readonly string[], mapping: Mapping): Judged {
  const data: RowData = {};
  for (const [field, index] of Object.entries(mapping) as [ImportField, number][]) {
    const text = (cells[index] ?? '').replace(/^'(?=[=+\-@\t\r])/, '').trim();
    if (text !== '') data[field] = field === 'notes' ? text : text.replace(/\s+/g, ' ');
  }
  data.name ??= [data.givenName, data.surname].filter(Boolean).join(' ');
  if (Object.keys(data).length === 1 && data.name === '') return { data: {}, code: 'row.empty' };
  if (cells.some((cell) => cell.includes('\u{FFFD}') || cell.includes('\0'))) return { data, code: 'row.unreadable' };
  if (!data.email) return { data, code: 'row.noEmail' };
  if (!/^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]+$/.test(data.email)) return { data, code: 'row.emailInvalid' };
  if (!/[^\p{Z}\p{C}]/u.test(data.name)) return { data, code: 'row.noName' };
  if ((Object.entries(data) as [ImportField, string][]).some(([field, text]) => text.length > LONGEST[field]))
    return { data, code: 'row.tooLong' };
  if ((data.phone && !isPhone(data.phone)) || (data.mobile && !isPhone(data.mobile))) return { data, code: 'row.phoneInvalid' };
  if (tagsOf(data).length > 30 || tagsOf(data).some((tag) => tag.length > 60)) return { data, code: 'row.tooLong' };
  return { data, code: null };
}

export const tagsOf = (data: RowData): string[] =>
  (data.tags ?? '')
    .split(/[;,|]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
