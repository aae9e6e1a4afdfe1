import type { Ctx } from '../../../kernel/context.ts';
import { noteActivity } from '../activities.store.ts';
import { isRecord } from '../attributes.rules.ts';
import { isAdminRole } from '../connection.rules.ts';
import type { Connection } from '../connections.store.ts';
import { expectOwnDomain } from '../expect-own-domain.ts';
import { linkUser, releaseInTheWay } from '../links.store.ts';
import { theUser } from '../lock-user.ts';
import { emptyDraft, type Person, personOf } from '../person.rules.ts';
import { applyResource } from '../person-attributes.rules.ts';
import { adminsProtected, invalidSyntax, uniqueness } from '../scim.refusals.ts';
import { findByAddress, type UserRow } from '../users.reads.ts';
import { changeAccountTo, makeAccount } from '../write-account.ts';

/**
 * POST of a user: makes the account, or takes over the one that has the address where this connection works. An address elsewhere
 * (another company's contact, a tech) is not even looked at.
 */
export async function provisionUser(ctx: Ctx, { connection, body }: { connection: Connection; body: unknown }): Promise<UserRow> {
  if (!isRecord(body)) throw invalidSyntax('The body must be an object.');
  const draft = emptyDraft(null);
  applyResource(draft, body);
  const person = personOf(draft);
  const { companyId } = connection;
  const email = person.email as string;
  if (companyId !== null)
    await releaseInTheWay(ctx.tx, { connectionId: connection.id, companyId, userName: person.userName, email }, ctx.now);
  const there = await findByAddress(ctx.tx, connection, email);
  if (!there) await expectOwnDomain(ctx, connection, email);
  const id = there ? there.id : await makeAccount(ctx, connection, person);
  if (there) expectFree(connection, there);
  await linkUser(ctx.tx, connection.id, id, person, ctx.now);
  if (there) await bringUpToDate(ctx, connection, id, { ...person, active: draft.active ?? opensUnasked(connection, there) });
  const action = there ? 'user.adopted' : 'user.created';
  await noteActivity(ctx, connection.id, { action, accountId: id, subject: person.userName, status: 201 });
  return theUser(ctx, connection, id);
}

/** Null is what nothing was said of. */
type Said = Omit<Person, 'active'> & { readonly active: boolean | null };
type There = NonNullable<Awaited<ReturnType<typeof findByAddress>>>;

function expectFree(connection: Connection, { link, role }: There): void {
  if (link && !link.removed) {
    throw uniqueness(
      link.connectionId === connection.id
        ? 'Another user of this connection has this e-mail address.'
        : 'The account with this e-mail address belongs to another directory.',
    );
  }
  const wasOurs = link?.connectionId === connection.id;
  if (!wasOurs && !connection.mayAdopt)
    throw uniqueness(
      'There is an account with this e-mail address, and this connection may not take over accounts that are there already.',
    );
  if (role !== null && isAdminRole(role) && !connection.managesAdmins) throw adminsProtected();
}

/** Its own DELETE shut the account, so its POST opens it. Nobody else is let in by not being said to be: staff may have shut him out. */
const opensUnasked = ({ id, onDelete }: Connection, { link }: There): true | null =>
  link?.connectionId === id && onDelete === 'disable' ? true : null;

/** What the directory says nothing of stays as it was: it did not know the account yet. */
async function bringUpToDate(ctx: Ctx, connection: Connection, id: number, person: Said): Promise<void> {
  const before = await theUser(ctx, connection, id);
  const said = Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null));
  await changeAccountTo(ctx, id, before.kind, before, { ...before, ...said });
}
