import type { Ctx } from '../../kernel/context.ts';
import { isPublicDomain, readAddress } from '../contact-creation/index.ts';
import type { Connection } from './connections.store.ts';
import { invalidValue } from './scim.refusals.ts';
import { isDomainElsewhere } from './users.reads.ts';

/**
 * A company's directory gives nobody an address of another company: whoever owns the address would be its contact from his first
 * sign-in on. Addresses of domains that stand nowhere, and those that anybody can have, it may give.
 */
export async function expectOwnDomain(ctx: Ctx, { companyId }: Connection, email: string): Promise<void> {
  const { domains } = readAddress(email);
  if (companyId === null || domains.some(isPublicDomain)) return;
  if (await isDomainElsewhere(ctx.tx, companyId, domains))
    throw invalidValue(
      'emails',
      'This connection may not give addresses of this domain: it is not among the domains of its company. An administrator of the portal can add it there.',
    );
}
