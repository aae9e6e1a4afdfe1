import { canonical } from './attributes.rules.ts';
import type { Filter, FilterValue } from './filter.rules.ts';
import { invalidFilter } from './scim.refusals.ts';

/** What a list is narrowed to: all of it must hold. Only what an index can find. */
export interface Criteria {
  readonly userName?: string;
  readonly externalId?: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly active?: boolean;
  /** 0: nobody's. */
  readonly id?: number;
}
type Field = keyof Criteria;

const FIELDS: Readonly<Record<'User' | 'Group', Readonly<Record<string, Field>>>> = {
  User: {
    id: 'id',
    username: 'userName',
    externalid: 'externalId',
    emails: 'email',
    'emails.value': 'email',
    displayname: 'displayName',
    active: 'active',
  },
  Group: { id: 'id', displayname: 'displayName', externalid: 'externalId' },
};
const MOST = 5;

/** @example criteriaOf('User', parseFilter('userName eq "a@b.c"')) // { userName: 'a@b.c' } */
export function criteriaOf(type: 'User' | 'Group', filter: Filter): Criteria {
  const found: Record<string, FilterValue> = {};
  const parts = flat(filter);
  if (parts.length > MOST) throw invalidFilter(`A filter joins at most ${MOST} conditions.`);
  for (const { attribute, value } of parts) {
    const name = canonical(attribute);
    const field = Object.hasOwn(FIELDS[type], name) ? FIELDS[type][name] : undefined;
    if (!field) throw invalidFilter(`A list of ${type}s cannot be filtered by "${attribute.slice(0, 60)}", but by ${known(type)}.`);
    if (field in found) throw invalidFilter(`The filter names ${field} twice.`);
    found[field] = valueFor(field, value);
  }
  return found as Criteria;
}

const known = (type: 'User' | 'Group'): string =>
  type === 'User' ? 'userName, externalId, emails.value, displayName, active and id' : 'displayName, externalId and id';

function flat(filter: Filter): { attribute: string; value: FilterValue }[] {
  if (filter.op === 'and') return filter.filters.flatMap(flat);
  if (filter.op === 'eq') return [filter];
  if (filter.op === 'within') return flat(filter.filter).flatMap((one) => inside(filter.attribute, one));
  throw invalidFilter('Lists are filtered by "eq", several of them joined by "and".');
}

/** `emails[type eq "work" and value eq "…"]`: there is one address, and it is the one for work. */
function inside(attribute: string, one: { attribute: string; value: FilterValue }) {
  const name = one.attribute.toLowerCase();
  return name === 'type' && canonical(attribute) === 'emails' ? [] : [{ attribute: `${attribute}.${name}`, value: one.value }];
}

function valueFor(field: Field, value: FilterValue): FilterValue {
  if (field === 'active') {
    const said = typeof value === 'string' ? value.toLowerCase() : String(value);
    if (said !== 'true' && said !== 'false') throw invalidFilter('active is compared with true or false.');
    return said === 'true';
  }
  if (typeof value !== 'string' && !(field === 'id' && typeof value === 'number'))
    throw invalidFilter(`${field} is compared with a text in quotation marks.`);
  if (field === 'id') return /^[1-9]\d{0,8}$/.test(String(value)) ? Number(value) : 0;
  // Found by nobody, and not to be sent to the database.
  return String(value).isWellFormed() && !String(value).includes('\0') ? value : '';
}
