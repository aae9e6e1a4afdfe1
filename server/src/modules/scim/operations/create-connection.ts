import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { create } from '@portico/contracts/scim/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden, invalidField, notFound } from '../../../kernel/errors.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { checkedName, checkRole } from '../connection.rules.ts';
import { insertConnection } from '../connections.store.ts';
import { newToken } from '../new-token.ts';
import { canManage } from '../scim.policy.ts';
import { getConnection } from './get-connection.ts';

export async function createConnection(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<ReplyOf<typeof create>> {
  const { audience, companyId = null, mayAdopt = audience === 'company', managesAdmins = false, ...more } = input.body;
  if ((audience === 'company') !== (companyId !== null))
    throw invalidField('companyId', 'required', 'Name the company when the connection is for one company, and only then.');
  const company = companyId !== null && canReadCompany(ctx.actor, companyId) ? await findCompany(ctx.tx, companyId) : null;
  if (companyId !== null && company === null) throw notFound('company');
  if (company?.isCatchAll)
    throw invalidField('companyId', 'catchAll', 'Strangers gather in the catch-all company: no directory knows them all.');
  if (!canManage(ctx.actor, { audience, companyId }))
    throw forbidden('role.restricted', 'You work for certain companies only, so you may connect directories of these companies only.');
  const techRole = audience === 'staff' ? (more.techRole ?? 'member') : null;
  checkRole(techRole, managesAdmins);
  const values = { ...more, audience, companyId, mayAdopt, managesAdmins: audience === 'staff' && managesAdmins, techRole };
  const id = await insertConnection(ctx.tx, { ...values, name: checkedName(more.name) }, ctx.now);
  const token = await newToken(ctx, id);
  await ctx.emit({ name: 'scimConnection.created', entity: { kind: 'scimConnection', id, version: 1 }, payload: {} });
  return { connection: await getConnection(ctx, { params: { id } }), token };
}
