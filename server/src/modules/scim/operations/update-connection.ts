import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { update } from '@portico/contracts/scim/routes.ts';
import type { ScimConnection } from '@portico/contracts/scim/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { checkedName, checkRole } from '../connection.rules.ts';
import { lockConnection, updateConnectionRow } from '../connections.store.ts';
import { canManage } from '../scim.policy.ts';
import { getConnection } from './get-connection.ts';

export async function updateConnection(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<ScimConnection> {
  const { id } = input.params;
  const before = await lockConnection(ctx.tx, id);
  if (!before || !canManage(ctx.actor, before)) throw notFound('scimConnection');
  expectVersion(ctx, before.version);
  const { techRole, managesAdmins, name, ...values } = input.body;
  // Of a company's connection both say nothing: it makes no techs.
  const ofStaff =
    before.audience === 'staff'
      ? { techRole: techRole ?? before.techRole, managesAdmins: managesAdmins ?? before.managesAdmins }
      : { techRole: null, managesAdmins: false };
  checkRole(ofStaff.techRole, ofStaff.managesAdmins);
  await updateConnectionRow(ctx.tx, id, { ...values, ...ofStaff, ...(name === undefined ? {} : { name: checkedName(name) }) }, ctx.now);
  const { enabled } = values;
  await ctx.emit({
    name: 'scimConnection.changed',
    entity: { kind: 'scimConnection', id, version: before.version + 1 },
    payload: {},
    changes: enabled === undefined || enabled === before.enabled ? {} : { enabled: [before.enabled, enabled] },
  });
  return getConnection(ctx, input);
}
