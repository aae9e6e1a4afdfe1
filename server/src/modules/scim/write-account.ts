import type { Ctx } from '../../kernel/context.ts';
import { endSessionsOf } from '../access/index.ts';
import { changeAccount } from '../accounts/index.ts';
import { createContact, updateContact } from '../contacts/index.ts';
import { createTech, updateTech } from '../techs/index.ts';
import type { Connection } from './connections.store.ts';
import type { Person } from './person.rules.ts';
import { findDepartment } from './users.reads.ts';

/** More than anybody has: a directory that takes somebody out is not asked whether it is sure. */
const CONFIRMED = 1_000_000;

/** Makes the account; one that is not active is made and shut in the same transaction. */
export async function makeAccount(ctx: Ctx, connection: Connection, person: Person): Promise<number> {
  const { givenName, surname, title, phone, mobile, locale, timeZone, name } = person;
  const email = person.email as string;
  const shared = { name, title, phone, mobile, locale, timeZone };
  if (connection.audience === 'company' && connection.companyId !== null) {
    const body = { ...shared, email, givenName, surname, department: person.department, companyId: connection.companyId };
    const { id } = await createContact(ctx, { body });
    if (!person.active) await updateContact(ctx, { params: { id }, body: { active: false, confirmLosing: CONFIRMED } });
    return id;
  }
  const departmentId = person.department === null ? null : await findDepartment(ctx.tx, person.department);
  const { id } = await createTech(ctx, { body: { ...shared, email, role: connection.techRole ?? 'member', departmentId } });
  await nameParts(ctx, id, { givenName, surname });
  if (!person.active) await updateTech(ctx, { params: { id }, body: { active: false } });
  return id;
}

/** Only what differs is written, so that a directory that repeats itself changes nothing. Returns whether anything did. */
export async function changeAccountTo(ctx: Ctx, id: number, kind: 'contact' | 'tech', before: Person, after: Person): Promise<boolean> {
  const changed = Object.fromEntries(
    WRITTEN.filter((field) => before[field] !== after[field]).map((field) => [field, after[field]]),
  ) as Partial<Person>;
  if (Object.keys(changed).length === 0) return false;
  const params = { id };
  if (kind === 'contact') await updateContact(ctx, { params, body: { ...changed, confirmLosing: CONFIRMED } });
  else if (!(await changeTech(ctx, id, before, changed))) return false;
  if (before.active && !after.active) await shut(ctx, id);
  return true;
}
const WRITTEN = [
  'name',
  'givenName',
  'surname',
  'title',
  'email',
  'phone',
  'mobile',
  'department',
  'locale',
  'timeZone',
  'active',
] as const satisfies readonly (keyof Person)[];

async function changeTech(ctx: Ctx, id: number, before: Person, changed: Partial<Person>): Promise<boolean> {
  const { department, givenName, surname, email, ...rest } = changed;
  const departmentId = department ? await findDepartment(ctx.tx, department) : null;
  // One that nobody made here is none, each time it is sent.
  const moves = department !== undefined && !(departmentId === null && before.department === null);
  const body = { ...rest, ...(email ? { email } : {}), ...(moves ? { departmentId } : {}) };
  const parts = { ...(givenName === undefined ? {} : { givenName }), ...(surname === undefined ? {} : { surname }) };
  if (Object.keys(body).length > 0) await updateTech(ctx, { params: { id }, body });
  await nameParts(ctx, id, parts);
  return Object.keys(body).length + Object.keys(parts).length > 0;
}

/** Every session that stands in the account ends now; other accounts of the same address keep theirs. */
async function shut(ctx: Ctx, id: number): Promise<void> {
  await endSessionsOf(ctx, [id], null, 'by-admin');
  ctx.afterCommit(() => ctx.services.realtime.evict({ accountId: id }));
}

async function nameParts(
  ctx: Ctx,
  id: number,
  parts: { readonly givenName?: string | null; readonly surname?: string | null },
): Promise<void> {
  const unasked = () => new Error('The address was not changed.');
  if (Object.values(parts).some((part) => part !== undefined)) await changeAccount(ctx.tx, id, parts, unasked, ctx.now);
}
