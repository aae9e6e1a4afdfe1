import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { pictureLink, viewerOf } from '../files/index.ts';
import { findSessionAccount, listOpenAccounts } from './access.reads.ts';
import { destinationsOf, type OpenAccount } from './destinations.rules.ts';
import type { Proof } from './proofs.rules.ts';

export interface SessionState {
  readonly emailKey: string;
  readonly accountId: number | null;
  readonly proofs: readonly Proof[];
}

/** The accounts a session may hear of: those of its address, and those whose own password it has shown. */
export const accountsOf = (ctx: Pick<Ctx, 'tx'>, session: SessionState): Promise<OpenAccount[]> =>
  listOpenAccounts(
    ctx.tx,
    session.emailKey,
    session.proofs.flatMap(({ issuer }) => (issuer.startsWith('account:') ? [Number(issuer.slice('account:'.length))] : [])),
  );

export async function viewOf(ctx: Ctx, session: SessionState, accounts?: readonly OpenAccount[]): Promise<SessionView> {
  const offered = accounts ?? (await accountsOf(ctx, session));
  const row = session.accountId === null ? null : await findSessionAccount(ctx.tx, session.accountId);
  return {
    email: session.emailKey,
    account: row && {
      id: row.id,
      kind: row.kind,
      name: row.name,
      picture: pictureLink(row.pictureFileId, { ...viewerOf(ctx.actor), accountId: row.id }),
      email: row.email,
      company: row.companyId !== null && row.companyName !== null ? { id: row.companyId, name: row.companyName } : null,
      role: row.role,
      isManager: row.isManager === true,
      timeZone: row.timeZone,
      locale: row.locale,
    },
    destinations: destinationsOf(offered, session.proofs, session.accountId),
  };
}
