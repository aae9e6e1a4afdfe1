import type { JoinRequest, JoinRequests } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { personRefs } from '../accounts/index.ts';
import { decidesAll } from './requests.rules.ts';
import { type ListedRequest, listMyRequests, listRequestsToDecide } from './requests.store.ts';

/** Also the answer of every operation that changes a request. */
export async function requestViews(ctx: Ctx): Promise<JoinRequests> {
  const { accountId } = ctx.actor;
  if (accountId === null) throw notFound('account');
  const mine = await listMyRequests(ctx.tx, accountId);
  const toDecide = await listRequestsToDecide(ctx.tx, accountId, decidesAll(ctx.actor));
  const people = await personRefs(
    ctx,
    [...mine, ...toDecide].flatMap((row) => [row.techId, row.decidedBy]),
  );
  const view = ({ techId, decidedBy, ...row }: ListedRequest): JoinRequest[] => {
    const person = people.get(techId);
    return person ? [{ ...row, person, decidedBy: decidedBy === null ? null : (people.get(decidedBy) ?? null) }] : [];
  };
  return { mine: mine.flatMap(view), toDecide: toDecide.flatMap(view) };
}
