import { canonical, isLeftOut, isRecord, member } from './attributes.rules.ts';
import type { Filter } from './filter.rules.ts';
import type { Operation } from './patch.rules.ts';
import { line } from './person.rules.ts';
import { invalidPath, invalidSyntax, invalidValue } from './scim.refusals.ts';

/** What becomes of a group. Members are added to those there are, unless `clears`. */
export interface GroupChange {
  name?: string;
  externalId?: string | null;
  clears: boolean;
  readonly adds: Set<number>;
  readonly removes: Set<number>;
}
export const noChange = (): GroupChange => ({ clears: false, adds: new Set(), removes: new Set() });

const MOST_MEMBERS = 5000;

/** A whole group, of a POST or PUT; `members` that are missing stay as they are, as Okta renames groups. */
export function changeOfResource(body: unknown): GroupChange {
  if (!isRecord(body)) throw invalidSyntax('The body must be an object.');
  const change = noChange();
  applyObject(change, body, 'replace');
  return change;
}

export function changeOfOperations(operations: readonly Operation[]): GroupChange {
  const change = noChange();
  for (const { op, path, value } of operations) {
    if (path === null) applyObject(change, value as Readonly<Record<string, unknown>>, op === 'add' ? 'add' : 'replace');
    else applyOne(change, canonical(path.attribute), path.filter, value, op, path.attribute);
  }
  return change;
}

function applyObject(change: GroupChange, value: Readonly<Record<string, unknown>>, op: 'add' | 'replace'): void {
  for (const [key, said] of Object.entries(value)) {
    const name = canonical(key);
    if (name === 'displayname' || name === 'externalid' || name === 'members') applyOne(change, name, null, said, op, key);
  }
}

function applyOne(change: GroupChange, name: string, filter: Filter | null, value: unknown, op: Operation['op'], said: string): void {
  if (name === 'members') applyMembers(change, filter, value, op);
  else if (name === 'displayname' && op !== 'remove') {
    const text = line('displayName', value, 100);
    if (text === null) throw invalidValue('displayName', 'It is required.');
    change.name = text;
  } else if (name === 'externalid') change.externalId = op === 'remove' ? null : line('externalId', value, 254);
  else if (!isLeftOut(name)) throw invalidPath(`"${said.slice(0, 100)}" cannot be changed in a group.`);
}

/** Entra ID removes with a value, Okta with a filter; without either, everybody goes. */
function applyMembers(change: GroupChange, filter: Filter | null, value: unknown, op: Operation['op']): void {
  if (op === 'remove') {
    const ids = filter !== null ? idsOfFilter(filter) : value === undefined || value === null ? null : idsOf(value);
    if (ids === null) clear(change);
    for (const id of ids ?? []) {
      change.removes.add(id);
      change.adds.delete(id);
    }
    return;
  }
  if (filter !== null) throw invalidPath('Members are added and replaced as a whole, without a filter in the path.');
  if (op === 'replace') clear(change);
  for (const id of idsOf(value)) {
    change.adds.add(id);
    change.removes.delete(id);
  }
  if (change.adds.size > MOST_MEMBERS)
    throw invalidValue('members', `At most ${MOST_MEMBERS} at a time. Send the rest in another request.`);
}

function clear(change: GroupChange): void {
  change.clears = true;
  change.adds.clear();
  change.removes.clear();
}

function idsOf(value: unknown): number[] {
  const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  if (list.length > MOST_MEMBERS) throw invalidValue('members', `At most ${MOST_MEMBERS} at a time. Send the rest in another request.`);
  return list.map((one) => idOf(isRecord(one) ? member(one, 'value') : one));
}

/** What is no number of ours is nobody's: 0. */
export const idOf = (value: unknown): number => {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw invalidValue('members', 'Every member needs the id of a user as "value".');
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
};

/** `value eq "12"`, several joined by or. */
function idsOfFilter(filter: Filter): number[] {
  if (filter.op === 'or') return filter.filters.flatMap(idsOfFilter);
  if (filter.op === 'eq' && filter.attribute.toLowerCase() === 'value' && typeof filter.value === 'string') return [idOf(filter.value)];
  throw invalidPath('Members are chosen by members[value eq "the id of a user"].');
}
