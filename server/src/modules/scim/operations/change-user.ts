import type { Ctx } from '../../../kernel/context.ts';
import { noteActivity } from '../activities.store.ts';
import { isRecord } from '../attributes.rules.ts';
import { isAdminRole } from '../connection.rules.ts';
import type { Connection } from '../connections.store.ts';
import { expectOwnDomain } from '../expect-own-domain.ts';
import { renameUser } from '../links.store.ts';
import { lockUser, theUser } from '../lock-user.ts';
import { operationsOf } from '../patch.rules.ts';
import { draftOf, emptyDraft, type Person, personOf } from '../person.rules.ts';
import { applyAttribute, applyResource } from '../person-attributes.rules.ts';
import { adminsProtected, invalidSyntax } from '../scim.refusals.ts';
import type { UserRow } from '../users.reads.ts';
import { changeAccountTo } from '../write-account.ts';

interface Change {
  readonly connection: Connection;
  readonly id: number;
  /** `If-Match`, or null. */
  readonly expected: string | null;
  readonly how: 'put' | 'patch';
  readonly body: unknown;
}

/** PUT and PATCH of a user. One that changes nothing writes nothing. */
export async function changeUser(ctx: Ctx, { connection, id, expected, how, body }: Change): Promise<UserRow> {
  const before = await lockUser(ctx, connection, id, expected);
  const wanted = how === 'put' ? replaced(before, body) : patched(before, body);
  const after = allowed(connection, before, wanted);
  if (after.email !== null && after.email.toLowerCase() !== before.email?.toLowerCase())
    await expectOwnDomain(ctx, connection, after.email);
  const account = await changeAccountTo(ctx, id, before.kind, before, after);
  const names = after.userName !== before.userName || after.externalId !== before.externalId;
  if (names) await renameUser(ctx.tx, connection.id, id, { userName: after.userName, externalId: after.externalId });
  if (!account && !names) return before;
  await noteActivity(ctx, connection.id, { action: actionOf(before, after), accountId: id, subject: after.userName, status: 200 });
  return theUser(ctx, connection, id);
}

/** What is not said is taken away, except what an account cannot be without. */
function replaced(before: UserRow, body: unknown): Person {
  if (!isRecord(body)) throw invalidSyntax('The body must be an object.');
  const draft = emptyDraft(before.active);
  applyResource(draft, body);
  return personOf(draft);
}

function patched(before: UserRow, body: unknown): Person {
  const draft = draftOf(personIn(before));
  for (const { op, path, value } of operationsOf(body)) {
    if (path) applyAttribute(draft, path, value, op, 'refused');
    else if (isRecord(value)) applyResource(draft, value, op === 'add' ? 'add' : 'replace');
  }
  return personOf(draft);
}

const personIn = ({
  userName,
  externalId,
  active,
  name,
  givenName,
  surname,
  title,
  email,
  phone,
  mobile,
  department,
  locale,
  timeZone,
}: UserRow) => ({
  userName,
  externalId,
  active,
  name,
  givenName,
  surname,
  title,
  email,
  phone,
  mobile,
  department,
  locale,
  timeZone,
});

/** Rights may always be taken away; more than that of an administrator only by a connection that may. */
function allowed(connection: Connection, before: UserRow, after: Person): Person {
  if (before.role === null || !isAdminRole(before.role) || connection.managesAdmins) return after;
  if (before.active && !after.active) return { ...personIn(before), active: false };
  const same = Object.entries(personIn(before)).every(([field, value]) => after[field as keyof Person] === value);
  if (!same) throw adminsProtected();
  return after;
}

const actionOf = (before: Person, after: Person) =>
  before.active === after.active ? 'user.changed' : after.active ? 'user.enabled' : 'user.disabled';
