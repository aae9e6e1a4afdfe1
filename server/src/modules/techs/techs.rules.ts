import type { TechRole } from '@portico/contracts/access/actor.ts';
import { Refusal } from '../../kernel/errors.ts';

/** A streamline tech is a customer's own IT: without both restrictions he would see other customers (product.md 3.1). */
export function checkRestrictions(role: TechRole, queueIds: readonly number[] | null, companyIds: readonly number[] | null): void {
  if (role !== 'streamline') return;
  const missing = [...(queueIds?.length ? [] : ['queueIds']), ...(companyIds?.length ? [] : ['companyIds'])];
  if (missing.length === 0) return;
  throw new Refusal(422, 'tech.restrictionsNeeded', 'A streamline tech must be restricted to certain queues and companies.', {
    fields: missing.map((path) => ({
      path,
      code: 'required',
      message: path === 'queueIds' ? 'Choose at least one queue.' : 'Choose at least one company.',
    })),
  });
}

export const lastMasterAdmin = () =>
  new Refusal(409, 'tech.lastMasterAdmin', 'This is the last active master administrator. Make someone else master administrator first.');
