import type { update } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { checkTimeZone } from '../../accounts/index.ts';
import { canReadCompany } from '../companies.policy.ts';
import { contactIdsOf, indexCompany, lockCompany, replaceDomains, updateCompanyRow } from '../companies.store.ts';
import { getCompany } from './get-company.ts';

/** Disabling a company shuts out all its contacts at once: their next request is refused and their sockets are evicted. */
export async function updateCompany(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<Company> {
  const { id } = input.params;
  const before = canReadCompany(ctx.actor, id) ? await lockCompany(ctx.tx, id) : null;
  if (!before) throw notFound('company');
  expectVersion(ctx, before.version);
  const { domains, ...values } = input.body;
  checkTimeZone(values.timeZone);
  await updateCompanyRow(ctx.tx, id, values, ctx.now);
  if (domains) {
    await replaceDomains(ctx.tx, id, domains);
    await indexCompany(ctx.tx, id);
  }
  const changes = {
    ...(values.name !== undefined && values.name !== before.name ? { name: [null, null] as const } : {}),
    ...(values.active !== undefined ? { active: [before.active, values.active] as const } : {}),
  };
  await ctx.emit({ name: 'company.changed', entity: { kind: 'company', id, version: before.version + 1 }, payload: {}, changes });
  if (before.active && values.active === false) {
    await ctx.emit({
      name: 'account.accessChanged',
      entity: { kind: 'company', id },
      payload: { accountIds: await contactIdsOf(ctx.tx, id) },
    });
  }
  return getCompany(ctx, input);
}
