import { canonical, isLeftOut, isRecord, member } from './attributes.rules.ts';
import type { Path } from './filter.rules.ts';
import { wantedEntry } from './multi-valued.rules.ts';
import { address, type Draft, line, phone, truth, zone } from './person.rules.ts';
import { invalidPath, invalidValue } from './scim.refusals.ts';

type Op = 'add' | 'replace' | 'remove';
type Setter = (draft: Draft, value: unknown) => void;

const into =
  <F extends keyof Draft>(field: F, read: (value: unknown) => Draft[F]): Setter =>
  (draft, value) => {
    draft[field] = read(value);
  };
const text = (field: TextField, attribute: string, longest: number): Setter => into(field, (value) => line(attribute, value, longest));
type TextField = { [F in keyof Draft]: string | null extends Draft[F] ? F : never }[keyof Draft];

/** Every attribute with one value; a value that is undefined takes it away. */
const SINGLE: Readonly<Record<string, Setter>> = {
  username: text('userName', 'userName', 254),
  externalid: text('externalId', 'externalId', 254),
  active: (draft, value) => {
    // Nobody is shut or let in by not being said to be.
    if (value !== undefined) draft.active = truth('active', value);
  },
  displayname: text('displayName', 'displayName', 200),
  'name.formatted': text('formatted', 'name.formatted', 200),
  'name.givenname': text('givenName', 'name.givenName', 100),
  'name.familyname': text('surname', 'name.familyName', 100),
  title: text('title', 'title', 200),
  locale: text('language', 'locale', 100),
  preferredlanguage: text('preferredLanguage', 'preferredLanguage', 100),
  timezone: into('timeZone', (value) => zone('timezone', value)),
  'enterprise.department': text('department', 'department', 200),
};
const COMPLEX: Readonly<Record<string, readonly string[]>> = {
  name: ['name.formatted', 'name.givenname', 'name.familyname'],
  enterprise: ['enterprise.department'],
};

/** Whole resource of a POST or PUT, or the value of an operation without a path. What is not known here is left out. */
export function applyResource(draft: Draft, resource: Readonly<Record<string, unknown>>, op: 'add' | 'replace' = 'replace'): void {
  for (const [key, value] of Object.entries(resource)) {
    const path = pathOfKey(key);
    if (path) applyAttribute(draft, path, value ?? undefined, op, 'lenient');
  }
}

/** Names in objects have no filter; Entra ID and Okta write `emails[type eq "work"].value` there all the same. */
function pathOfKey(key: string): Path | null {
  const bracket = /^([\w$.:-]{1,200})\[type eq "([\w-]{1,40})"\](?:\.(\w{1,40}))?$/i.exec(key);
  if (!bracket) return { attribute: key, filter: null, sub: null };
  const [, attribute = '', type = '', sub = null] = bracket;
  return { attribute, filter: { op: 'eq', attribute: 'type', value: type }, sub };
}

export function applyAttribute(draft: Draft, path: Path, value: unknown, op: Op, unknown: 'lenient' | 'refused'): void {
  const name = canonical(path.attribute);
  const base = name.replace(/\..*$/s, '');
  const set = Object.hasOwn(SINGLE, name) ? SINGLE[name] : undefined;
  const parts = Object.hasOwn(COMPLEX, name) ? COMPLEX[name] : undefined;
  if (base === 'emails' || base === 'phonenumbers') applyMany(draft, base, name, path, value, op);
  else if (set && path.filter === null) set(draft, op === 'remove' ? undefined : value);
  else if (parts && path.filter === null) applyComplex(draft, name, parts, value, op);
  else if (!isLeftOut(base) && !isLeftOut(name) && unknown === 'refused')
    throw invalidPath(`"${path.attribute.slice(0, 100)}" is no attribute of a user.`);
}

function applyComplex(draft: Draft, name: string, parts: readonly string[], value: unknown, op: Op): void {
  if (op === 'remove' || value === undefined) {
    for (const part of parts) SINGLE[part]?.(draft, undefined);
    return;
  }
  if (!isRecord(value)) throw invalidValue(name, 'It must be an object.');
  for (const part of parts) {
    const said = member(value, part.slice(part.indexOf('.') + 1));
    if (said !== undefined) SINGLE[part]?.(draft, said);
  }
}

/** One address and two numbers are kept; entries of other types are left out. */
function applyMany(draft: Draft, base: 'emails' | 'phonenumbers', name: string, path: Path, value: unknown, op: Op): void {
  const sub = path.sub?.toLowerCase() ?? (name === base ? null : name.slice(base.length + 1));
  if (sub !== null && sub !== 'value') return;
  const { filter } = path;
  const gone = op === 'remove' || value === undefined;
  if (base === 'emails') {
    if (filter !== null && !wantedEntry(filter, { type: 'work', primary: true, value: draft.email })) return;
    if (gone) draft.email = null;
    else if (filter !== null || sub === 'value') draft.email = address('emails', singleValue(value));
    else draft.email = chooseAddress(draft, value, op);
    return;
  }
  for (const [field, type] of [
    ['phone', 'work'],
    ['mobile', 'mobile'],
  ] as const) {
    if (filter !== null && !wantedEntry(filter, { type, primary: false, value: draft[field] })) continue;
    if (gone) draft[field] = null;
    else if (filter !== null) draft[field] = phone('phoneNumbers', singleValue(value));
    else {
      const found = entriesOf('phoneNumbers', value).find((entry) => entry.type === type);
      if (found || op === 'replace') draft[field] = found ? phone('phoneNumbers', found.value) : null;
    }
  }
}

interface Entry {
  readonly type: string | null;
  readonly primary: boolean;
  readonly value: unknown;
}
const MOST_ENTRIES = 100;

function entriesOf(attribute: string, value: unknown): Entry[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length > MOST_ENTRIES) throw invalidValue(attribute, `It has more than ${MOST_ENTRIES} values.`);
  return list.map((one) => {
    if (typeof one === 'string') return { type: null, primary: false, value: one };
    if (!isRecord(one)) throw invalidValue(attribute, 'Its values must be objects with "value" and "type".');
    const type = member(one, 'type');
    return {
      type: typeof type === 'string' ? type.toLowerCase() : null,
      primary: isTrue(member(one, 'primary')),
      value: member(one, 'value'),
    };
  });
}
const isTrue = (value: unknown): boolean => value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
const singleValue = (value: unknown): unknown =>
  Array.isArray(value) ? singleValue(value[0]) : isRecord(value) ? member(value, 'value') : value;

/** The address for work is the one; an added private one does not take its place. */
function chooseAddress(draft: Draft, value: unknown, op: Op): string | null {
  const entries = entriesOf('emails', value);
  const best =
    entries.find((one) => one.type === 'work' && one.primary) ??
    entries.find((one) => one.primary) ??
    entries.find((one) => one.type === 'work') ??
    (op === 'add' && draft.email !== null ? undefined : entries[0]);
  return best ? address('emails', best.value) : op === 'add' ? draft.email : null;
}
