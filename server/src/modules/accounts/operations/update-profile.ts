import type { updateProfile as contract } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { checkTimeZone, cleanName } from '../accounts.rules.ts';
import { type AccountPatch, type AccountRow, lockAccount, updateAccount } from '../accounts.store.ts';
import { getProfile } from './get-profile.ts';

type Patch = BodyOf<typeof contract>;

export async function updateProfile(ctx: Ctx, input: { readonly body: Patch }): Promise<Profile> {
  const patch = columnsOf(input.body);
  checkTimeZone(patch.timeZone);
  const before = ctx.actor.accountId === null ? null : await lockAccount(ctx.tx, ctx.actor.accountId);
  if (!before) throw notFound('account');
  expectVersion(ctx, before.version);
  const changed = changedFields(before, patch);
  if (changed.length > 0) {
    const version = await updateAccount(ctx.tx, before, patch, ctx.now);
    await ctx.emit({
      name: 'account.changed',
      entity: { kind: 'account', id: before.id, version },
      payload: { kind: before.kind, companyId: before.companyId },
      // That it changed, not what it says: an event outlives an erased person.
      changes: Object.fromEntries(changed.map((field) => [field, [null, null]])),
    });
  }
  return getProfile(ctx);
}

function columnsOf({ privacy, name, ...fields }: Patch): AccountPatch {
  return {
    ...fields,
    ...(name === undefined ? {} : { name: cleanName(name) }),
    ...(privacy?.visibility === undefined ? {} : { profileVisibility: privacy.visibility }),
    ...(privacy?.showPhones === undefined ? {} : { showPhones: privacy.showPhones }),
    ...(privacy?.showPresence === undefined ? {} : { showPresence: privacy.showPresence }),
  };
}

const changedFields = (before: AccountRow, patch: AccountPatch): string[] =>
  (Object.keys(patch) as (keyof AccountPatch)[]).filter((field) => patch[field] !== undefined && patch[field] !== before[field]);
