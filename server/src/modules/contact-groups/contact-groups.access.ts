import type { Ctx } from '../../kernel/context.ts';
import { forbidden, notFound, Refusal } from '../../kernel/errors.ts';
import { canSeeGroup, type GroupAction, groupCan, type Standing, standingIn } from './contact-groups.policy.ts';
import { findGroup, findRole, type GroupFacts, lockGroup, saysOfRights } from './contact-groups.store.ts';

export const notAllowed = () => forbidden('contactGroup.notAllowed', 'You may see this group, but not do this in it. Nothing was changed.');

/** The group, if the actor may know of it; else 404, whether it exists or not. */
export async function readableGroup(ctx: Pick<Ctx, 'actor' | 'tx'>, id: number): Promise<GroupFacts> {
  const group = await findGroup(ctx.tx, id);
  if (!group || !canSeeGroup(ctx.actor, group)) throw notFound('contactGroup');
  return group;
}

/** As `readableGroup`, locked until the transaction ends. */
export async function lockReadableGroup(ctx: Pick<Ctx, 'actor' | 'tx'>, id: number): Promise<GroupFacts> {
  const group = await lockGroup(ctx.tx, id);
  if (!group || !canSeeGroup(ctx.actor, group)) throw notFound('contactGroup');
  return group;
}

export function expectNotDeleted(group: GroupFacts): void {
  if (group.deletedAt !== null)
    throw new Refusal(409, 'contactGroup.deleted', 'This group is deleted. Nothing was changed; restore it first.');
}

/**
 * The locked group for a change of its members, and what the actor is to it at this moment: somebody else may have taken the role
 * away since the request was authenticated. Staff has no standing; the provider may.
 */
export async function lockForMembers(ctx: Ctx, id: number): Promise<{ group: GroupFacts; standing: Standing | null }> {
  const group = await lockReadableGroup(ctx, id);
  expectNotDeleted(group);
  const { actor } = ctx;
  if (actor.kind !== 'contact') return { group, standing: null };
  const known = standingIn(actor, group);
  const standing = { ...known, role: known.role === null ? null : await findRole(ctx.tx, id, actor.accountId) };
  if (!groupCan(standing, 'see')) throw notFound('contactGroup');
  return { group, standing };
}

/** Nobody gives himself the permissions that an administrator gave to a group: not by joining it, nor by ceasing to be its guest. */
export async function expectNotForOneself(ctx: Ctx, group: GroupFacts, contactId: number): Promise<void> {
  if (ctx.actor.kind !== 'contact' || contactId !== ctx.actor.accountId) return;
  if (await saysOfRights(ctx.tx, group.id))
    throw forbidden(
      'contactGroup.givesRights',
      'This group gives permissions to its members. Ask somebody else who manages it, or us, to change what you are in it. Nothing was changed.',
    );
}

/** Staff may; a contact by the table of roles. */
export const mayInGroup = (standing: Standing | null, action: GroupAction): boolean => standing === null || groupCan(standing, action);
