import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { findTech, type TechFacts } from '../techs/index.ts';
import { mayBeAssigned } from './tickets.rules.ts';

/** The tech, if he is active and may see tickets of this queue and company. */
export async function requireAssignee(
  ctx: Pick<Ctx, 'tx' | 'actor'>,
  techId: number,
  ticket: { readonly queueId: number; readonly companyId: number },
): Promise<TechFacts> {
  const tech = await findTech(ctx.tx, techId);
  // An import repeats what once was, also of people who left since.
  if (tech && (ctx.actor.kind === 'system' || mayBeAssigned(tech, ticket))) return tech;
  throw new Refusal(
    422,
    'assignee.notAllowed',
    'This person cannot get this ticket: not active, or without access to its queue or company. Nothing was saved.',
    {
      fields: [{ path: 'assigneeId', code: 'notAllowed', message: 'Choose somebody who may see this ticket.' }],
    },
  );
}
