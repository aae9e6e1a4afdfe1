import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getSystemHealth as contract } from '@portico/contracts/system/routes.ts';
import { nowMs } from '../../../kernel/clock.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { runChecks } from '../../../kernel/health/checks.ts';
import { VERSION } from '../../../kernel/version.ts';

const startedAt = new Date(nowMs()).toISOString();

/** Each part of the system in words, with what to do next; what cannot be asked is said, never thrown. */
export async function getSystemHealth(ctx: Ctx): Promise<ReplyOf<typeof contract, 'tech'>> {
  const { config, healthChecks } = ctx.services;
  const checks = await runChecks(healthChecks, ctx);
  return {
    version: VERSION,
    startedAt,
    engine: config.databaseUrl ? 'postgresql' : 'embedded',
    checks: checks.map((check) => ({ ...check, values: { ...check.values } })),
  };
}
