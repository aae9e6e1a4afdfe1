import type { ContactFlag, FlagValue } from '@portico/contracts/rights/flags.ts';
import type { Ctx } from '../../kernel/context.ts';
import { invalidField, notFound } from '../../kernel/errors.ts';
import { canReadCompany, findCompany } from '../companies/index.ts';
import { findGroup } from '../contact-groups/index.ts';
import { canReadContact, FLAGS_KEY, findContact, QUEUES_KEY } from '../contacts/index.ts';
import { clearScoped, patchScoped, type Scope, setScoped } from '../settings/index.ts';
import { countExisting } from './rights.reads.ts';
import { reaches } from './rights.rules.ts';

export interface RightsPatchInput {
  readonly flags?: Readonly<Partial<Record<ContactFlag, FlagValue | null>>>;
  readonly queueIds?: readonly number[] | null;
}

export async function changeCompany(ctx: Ctx, id: number, patch: RightsPatchInput): Promise<void> {
  if (!canReadCompany(ctx.actor, id) || !(await findCompany(ctx.tx, id))) throw notFound('company');
  await storeRights(ctx, { scope: 'company', id }, patch);
}

export interface RightsGroup {
  readonly id: number;
  readonly name: string;
  readonly companyId: number;
}

/** The group must be one of a company that the actor may see, and not deleted. */
export async function demandGroup(ctx: Ctx, id: number): Promise<RightsGroup> {
  const group = await findGroup(ctx.tx, id);
  if (!group || group.deletedAt !== null || !canReadCompany(ctx.actor, group.companyId)) throw notFound('contactGroup');
  return group;
}

export async function changeGroup(ctx: Ctx, id: number, patch: RightsPatchInput): Promise<void> {
  await demandGroup(ctx, id);
  await storeRights(ctx, { scope: 'group', id }, patch);
}

/** The contact must be one the actor may see; else 404, whether it exists or not. */
export async function demandContact(ctx: Ctx, id: number): Promise<void> {
  const contact = await findContact(ctx.tx, id);
  if (!contact || !canReadContact(ctx.actor, contact)) throw notFound('contact');
}

export async function changeContact(ctx: Ctx, id: number, patch: RightsPatchInput): Promise<void> {
  await demandContact(ctx, id);
  await storeRights(ctx, { scope: 'contact', id }, patch);
}

/** Flags are merged by the database, so that two who set different ones at once both win. */
export async function storeRights(ctx: Ctx, place: Scope, { flags, queueIds }: RightsPatchInput): Promise<void> {
  if (queueIds && (await countExisting(ctx.tx, 'queues', queueIds)) !== queueIds.length)
    throw invalidField('queueIds', 'unknown', 'One of these queues does not exist any more.');
  if (flags) await patchScoped(ctx, FLAGS_KEY, place, flags);
  if (queueIds === null) await clearScoped(ctx, QUEUES_KEY, place);
  else if (queueIds) await setScoped(ctx, QUEUES_KEY, place, queueIds);
  await ctx.emit({
    name: 'rights.changed',
    entity: { kind: 'rights', id: place.id },
    payload: {
      scope: place.scope,
      id: place.id,
      reaches: reaches({ ...(flags ? { flags } : {}), queueIds }),
      flags: Object.keys(flags ?? {}),
    },
  });
}
