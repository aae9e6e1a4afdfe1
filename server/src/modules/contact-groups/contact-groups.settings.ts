import type { GROUP_POLICIES } from '@portico/contracts/contact-groups/shapes.ts';
import type { Db } from '../../kernel/context.ts';
import { resolveSetting, type Scope } from '../settings/index.ts';

export type GroupPolicy = (typeof GROUP_POLICIES)[number];
export const POLICY_KEY = 'tickets.contactGroupPolicy';
export const FALLBACK: GroupPolicy = 'optional';

/** Must contacts of this company say which of their groups a request is for? */
export async function groupPolicyOf(db: Db, companyId: number): Promise<{ own: GroupPolicy | null; effective: GroupPolicy }> {
  const scopes: Scope[] = [
    { scope: 'company', id: companyId },
    { scope: 'global', id: 0 },
  ];
  const found = await resolveSetting(db, POLICY_KEY, scopes);
  const value = (found?.value as GroupPolicy | undefined) ?? FALLBACK;
  return { own: found?.scope === 'company' ? value : null, effective: value };
}
