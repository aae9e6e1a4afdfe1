import { type ContactActor, seesAllTickets, seesBeyondOwn } from '@portico/contracts/access/actor.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { decideAddress } from '../contact-creation/index.ts';
import { pictureLink, viewerOf } from '../files/index.ts';
import { findSessionAccount, listOpenAccounts } from './access.reads.ts';
import { destinationsOf, type OpenAccount } from './destinations.rules.ts';
import { findActor } from './find-actor.ts';
import { mayHearOf, type Proof, provenByMail } from './proofs.rules.ts';

export interface SessionState {
  readonly emailKey: string;
  readonly accountId: number | null;
  readonly proofs: readonly Proof[];
  readonly enteredAt: string | null;
}

/** The accounts a session may hear of: those of its address, and those whose own password it has shown. */
export async function accountsOf(ctx: Pick<Ctx, 'tx'>, session: SessionState): Promise<OpenAccount[]> {
  const all = await listOpenAccounts(
    ctx.tx,
    session.emailKey,
    session.proofs.flatMap(({ issuer }) => (issuer.startsWith('account:') ? [Number(issuer.slice('account:'.length))] : [])),
  );
  return all.filter((account) => mayHearOf(account, session.proofs));
}

/** Has the session proven, by mail, an address that makes a contact? */
export async function mayCreateContact(ctx: Pick<Ctx, 'tx'>, session: SessionState): Promise<boolean> {
  if (!provenByMail(session.emailKey, session.proofs)) return false;
  return (await decideAddress(ctx.tx, session.emailKey)).outcome === 'create';
}

export async function viewOf(ctx: Ctx, session: SessionState, accounts?: readonly OpenAccount[]): Promise<SessionView> {
  const offered = accounts ?? (await accountsOf(ctx, session));
  const row = session.accountId === null ? null : await findSessionAccount(ctx.tx, session.accountId);
  const actor = row?.kind === 'contact' ? await findActor(ctx.tx, row.id) : null;
  const contact = actor?.kind === 'contact' ? actor : null;
  return {
    email: session.emailKey,
    account: row && accountView(ctx, row, contact),
    needsProfile: row === null && offered.length === 0 && (await mayCreateContact(ctx, session)),
    impersonation: null,
    destinations: destinationsOf(offered, session.proofs, session.accountId, { enteredAt: session.enteredAt, now: ctx.now }),
  };
}

type AccountRow = NonNullable<Awaited<ReturnType<typeof findSessionAccount>>>;
const accountView = (ctx: Ctx, row: AccountRow, contact: ContactActor | null): SessionView['account'] => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  picture: pictureLink(row.pictureFileId, { ...viewerOf(ctx.actor), accountId: row.id }),
  email: row.email,
  company: row.companyId !== null && row.companyName !== null ? { id: row.companyId, name: row.companyName } : null,
  role: row.role,
  isManager: row.isManager === true,
  seesAllTickets: contact !== null && seesAllTickets(contact),
  seesBeyondOwn: contact !== null && (seesBeyondOwn(contact) || contact.groups.some((group) => group.role !== 'guest')),
  timeZone: row.timeZone,
  locale: row.locale,
});

/** What a tab sees in which staff stands in for a contact: one account, nowhere else to go, and until when. */
export async function standInView(ctx: Ctx, contact: ContactActor): Promise<SessionView> {
  const { accountId, impersonation, via } = contact;
  const row = await findSessionAccount(ctx.tx, accountId);
  if (!row || !impersonation) throw notFound('account');
  const { endsAt, readOnly } = impersonation;
  return {
    email: row.emailKey ?? '',
    account: accountView(ctx, row, contact),
    destinations: [],
    needsProfile: false,
    impersonation: { by: via?.name ?? '', endsAt, readOnly },
  };
}
