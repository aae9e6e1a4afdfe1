import type { Actor } from '@portico/contracts/access/actor.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Membership } from './requests.store.ts';

export const decidesAll = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'tech' && (actor.role === 'admin' || actor.role === 'master-admin'));

/** Leads of the team and administrators, never the asker. */
export const mayDecide = (actor: Actor, members: readonly Membership[], askerId: number): boolean =>
  actor.accountId !== askerId && (decidesAll(actor) || members.some((one) => one.isLead && one.techId === actor.accountId));

/**
 * Who leads a team after somebody leaves: its other leads, else the member he names. Null = nobody is needed.
 * A team that others stay in is never left without a lead by its lead.
 */
export function newLeadAfter(members: readonly Membership[], leaverId: number, named: number | undefined): number | null {
  const leaver = members.find((one) => one.techId === leaverId);
  const others = members.filter((one) => one.techId !== leaverId);
  if (!leaver?.isLead || others.length === 0 || others.some((one) => one.isLead)) return null;
  if (named !== undefined && others.some((one) => one.techId === named)) return named;
  throw new Refusal(409, 'team.handOver', 'You are the only lead. Choose who leads the team from now on, then you can leave it.', {
    fields: [{ path: 'newLeadId', code: 'required', message: 'Choose an active member of the team.' }],
  });
}
