import type { TechActor } from '@portico/contracts/access/actor.ts';
import { SCOPES } from '@portico/contracts/access/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { systemActor } from '../../kernel/events/operations.ts';
import type { Task } from '../../kernel/socket/protocol.ts';
import { createApiKey } from '../../modules/access/index.ts';
import { teamIdsOf } from '../../modules/teams/index.ts';
import { findTech } from '../../modules/techs/index.ts';
import { findMasterAdminId, findTechIdByEmail } from './people.reads.ts';

export interface KeyInput {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Address of a tech, or `admin`: the first master administrator. */
  readonly as: string;
  readonly mayActAs: boolean;
}
export interface KeyResult {
  readonly id: number;
  readonly name: string;
  readonly owner: string;
  readonly scopes: readonly string[];
  readonly token: string;
}

export const createKeyTask: Task<KeyInput, KeyResult> = {
  name: 'keys.create',
  run: (kernel, input) => {
    const unknown = input.scopes.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
    if (unknown.length > 0) throw new Refusal(422, 'key.scopeUnknown', `There is no scope "${unknown[0]}". Scopes: ${SCOPES.join(', ')}.`);
    return kernel.operations.write({ actor: systemActor('keys create', 'command'), origin: 'command' }, async (ctx) => {
      const owner = await ownerOf(ctx, input.as);
      const scopes = input.scopes as (typeof SCOPES)[number][];
      const { key, token } = await createApiKey(
        { ...ctx, actor: owner.actor },
        { body: { name: input.name, scopes, mayActAs: input.mayActAs } },
      );
      return { id: key.id, name: key.name, owner: owner.name, scopes: key.scopes, token };
    });
  },
};

/** The key belongs to a person and has that person's rights, never more. */
async function ownerOf(ctx: Ctx, as: string): Promise<{ readonly name: string; readonly actor: TechActor }> {
  const id = as === 'admin' ? await findMasterAdminId(ctx.tx) : await findTechIdByEmail(ctx.tx, as);
  const tech = id === null ? null : await findTech(ctx.tx, id);
  if (!tech) {
    const advice =
      as === 'admin'
        ? 'There is no master administrator yet. Create one: portico admin create --email E'
        : `There is no tech with the address ${as}.`;
    throw new Refusal(404, 'tech.notFound', `${advice} Nothing was created.`);
  }
  if (!tech.active)
    throw new Refusal(409, 'tech.disabled', `The account of ${tech.name} is disabled, so a key of it would not work. Nothing was created.`);
  const { role, queueIds, companyIds, categoryIds } = tech;
  const teamIds = await teamIdsOf(ctx.tx, tech.id);
  const via = { kind: 'command', id: null, name: 'keys create' } as const;
  const rights = { role, queueIds, companyIds, categoryIds, teamIds };
  return { name: tech.name, actor: { kind: 'tech', audience: 'tech', accountId: tech.id, via, scopes: null, sessionId: null, ...rights } };
}
