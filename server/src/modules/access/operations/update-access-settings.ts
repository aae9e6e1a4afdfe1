import type { updateAccessSettings as contract } from '@portico/contracts/access/routes.ts';
import type { AccessSettings } from '@portico/contracts/access/settings.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { setSetting } from '../../settings/index.ts';
import { ACCESS_SETTINGS_KEY, loadAccessSettings } from '../access.settings.ts';

/** Counts at everybody's next request: nothing of it is cached. */
export async function updateAccessSettings(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<AccessSettings> {
  const before = await loadAccessSettings(ctx.tx);
  const after: AccessSettings = { ...before, ...input.body, sessions: { ...before.sessions, ...input.body.sessions } };
  await setSetting(ctx, ACCESS_SETTINGS_KEY, after);
  return after;
}
