import type { Actor } from '@portico/contracts/access/actor.ts';
import type { Availability } from '@portico/contracts/techs/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { availabilityAt, findTech, type TechFacts, takesAssignments } from '../techs/index.ts';
import { mayBeAssigned } from './tickets.rules.ts';

/** Everybody takes tickets himself in any state, and administrators decide over it: somebody must be able to when it burns. */
const mayInterrupt = (actor: Actor, techId: number): boolean =>
  actor.accountId === techId || (actor.kind === 'tech' && (actor.role === 'admin' || actor.role === 'master-admin'));

/** Says what follows for the ticket, not what the tech told whom: being away may be private. */
function unavailable(tech: TechFacts, availability: Availability): Refusal {
  const takes = availability === 'busy' ? 'takes only urgent tickets' : 'takes no tickets';
  const detail = `${tech.name} ${takes} at the moment. Choose somebody else or the team. Nothing was saved.`;
  return new Refusal(409, 'assignee.unavailable', detail, { fields: [{ path: 'assigneeId', code: 'unavailable', message: detail }] });
}

/** The tech, if he is active and may see tickets of this queue, company and category. */
export async function requireAssignee(
  ctx: Pick<Ctx, 'tx' | 'actor' | 'now'>,
  techId: number,
  ticket: {
    readonly queueId: number;
    readonly companyId: number;
    readonly categoryId: number | null;
    readonly isUrgent: boolean;
  },
): Promise<TechFacts> {
  const tech = await findTech(ctx.tx, techId);
  // An import repeats what once was, also of people who left since.
  if (tech && ctx.actor.kind === 'system') return tech;
  if (tech && mayBeAssigned(tech, ticket)) {
    if (mayInterrupt(ctx.actor, tech.id) || takesAssignments(availabilityAt(tech, ctx.now), ticket.isUrgent)) return tech;
    throw unavailable(tech, availabilityAt(tech, ctx.now));
  }
  throw new Refusal(
    422,
    'assignee.notAllowed',
    'This person cannot get this ticket: not active, or without access to its queue, company or category. Nothing was saved.',
    {
      fields: [{ path: 'assigneeId', code: 'notAllowed', message: 'Choose somebody who may see this ticket.' }],
    },
  );
}
