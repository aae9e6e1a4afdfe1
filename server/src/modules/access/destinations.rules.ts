import type { Destination } from '@portico/contracts/access/shapes.ts';
import { type Entry, firstMissing, missingProofs, type Proof, type ProvableAccount, policyFor } from './proofs.rules.ts';

/** An active account that the e-mail address of a session belongs to. */
export interface OpenAccount extends ProvableAccount {
  readonly name: string;
  readonly company: string | null;
  readonly enteredAt: string | null;
  /** The one meant by this address among its contacts, when nothing else says so. */
  readonly isPrimary?: boolean;
}

const PORTALS = ['portal', 'tech', 'admin'] as const;
type PortalName = (typeof PORTALS)[number];

const portalsOf = (account: OpenAccount): readonly PortalName[] => {
  if (account.kind === 'contact') return ['portal'];
  return account.role === 'admin' || account.role === 'master-admin' ? ['tech', 'admin'] : ['tech'];
};

/** Where these accounts lead: portals, within them companies, last used first, then the primary contact, then by name. */
export function destinationsOf(
  accounts: readonly OpenAccount[],
  proofs: readonly Proof[],
  currentId: number | null,
  entry: Entry,
): Destination[] {
  const lastUse = new Map<PortalName, string>();
  for (const account of accounts) {
    for (const portal of portalsOf(account)) lastUse.set(portal, newest(lastUse.get(portal) ?? '', account.enteredAt ?? ''));
  }
  const primary = new Set(accounts.filter((account) => account.isPrimary).map((account) => account.id));
  const all = accounts.flatMap((account) =>
    portalsOf(account).map((portal) => ({
      accountId: account.id,
      portal,
      company: account.company,
      name: account.name,
      lastEnteredAt: account.enteredAt,
      isCurrent: account.id === currentId,
      // To be set up by whoever showed the first proof.
      mustSetUp: policyFor(account).secondFactor === 'set-up' && firstMissing(account, proofs).length === 0,
      missingProofs: [...missingProofs(account, proofs, account.id === currentId ? null : entry)],
    })),
  );
  return all.sort(
    (a, b) =>
      descending(lastUse.get(a.portal) ?? '', lastUse.get(b.portal) ?? '') ||
      PORTALS.indexOf(a.portal) - PORTALS.indexOf(b.portal) ||
      descending(a.lastEnteredAt ?? '', b.lastEnteredAt ?? '') ||
      Number(primary.has(b.accountId)) - Number(primary.has(a.accountId)) ||
      (a.company ?? a.name).localeCompare(b.company ?? b.name, 'en') ||
      a.accountId - b.accountId,
  );
}

const newest = (a: string, b: string): string => (a > b ? a : b);
const descending = (a: string, b: string): number => (a === b ? 0 : a > b ? -1 : 1);
