import type { TechRole } from '@portico/contracts/access/actor.ts';
import type { Destination } from '@portico/contracts/access/shapes.ts';
import { missingProofs, type Proof } from './proofs.rules.ts';

/** An active account that the e-mail address of a session belongs to. */
export interface OpenAccount {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly name: string;
  readonly emailKey: string | null;
  readonly company: string | null;
  readonly role: TechRole | null;
  readonly enteredAt: string | null;
}

const PORTALS = ['portal', 'tech', 'admin'] as const;
type PortalName = (typeof PORTALS)[number];

const portalsOf = (account: OpenAccount): readonly PortalName[] => {
  if (account.kind === 'contact') return ['portal'];
  return account.role === 'admin' || account.role === 'master-admin' ? ['tech', 'admin'] : ['tech'];
};

/** Where these accounts lead: portals, within them companies, last used first, then by name. */
export function destinationsOf(accounts: readonly OpenAccount[], proofs: readonly Proof[], currentId: number | null): Destination[] {
  const lastUse = new Map<PortalName, string>();
  for (const account of accounts) {
    for (const portal of portalsOf(account)) lastUse.set(portal, newest(lastUse.get(portal) ?? '', account.enteredAt ?? ''));
  }
  const all = accounts.flatMap((account) =>
    portalsOf(account).map((portal) => ({
      accountId: account.id,
      portal,
      company: account.company,
      name: account.name,
      lastEnteredAt: account.enteredAt,
      isCurrent: account.id === currentId,
      missingProofs: [...missingProofs(account, proofs)],
    })),
  );
  return all.sort(
    (a, b) =>
      descending(lastUse.get(a.portal) ?? '', lastUse.get(b.portal) ?? '') ||
      PORTALS.indexOf(a.portal) - PORTALS.indexOf(b.portal) ||
      descending(a.lastEnteredAt ?? '', b.lastEnteredAt ?? '') ||
      (a.company ?? a.name).localeCompare(b.company ?? b.name, 'en') ||
      a.accountId - b.accountId,
  );
}

const newest = (a: string, b: string): string => (a > b ? a : b);
const descending = (a: string, b: string): number => (a === b ? 0 : a > b ? -1 : 1);
