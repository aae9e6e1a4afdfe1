import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getOverview as contract } from '@portico/contracts/system/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { countPotentialUsers, readContactLimit } from '../../portal-access/index.ts';
import { readCounts, readLoad } from '../system.reads.ts';

export async function getOverview(ctx: Ctx, input: InputOf<typeof contract>): Promise<ReplyOf<typeof contract, 'tech'>> {
  const { serviceTypes, teams, brandSet, defaultsSet, ...counts } = await readCounts(ctx.tx, ctx.actor, ctx.now);
  const setup = [
    { key: 'workspace', done: brandSet },
    { key: 'mail', done: ctx.services.config.smtpUrl !== null || ctx.services.config.demo },
    { key: 'companies', done: counts.companies > 0 },
    { key: 'contacts', done: counts.contacts > 0 },
    { key: 'techs', done: counts.techs > 1 },
    { key: 'teams', done: teams > 0 },
    { key: 'defaults', done: defaultsSet },
    { key: 'serviceTypes', done: serviceTypes > 0 },
  ];
  const restricted = ctx.actor.kind === 'tech' && ctx.actor.companyIds !== null;
  const users = restricted ? null : { potential: await countPotentialUsers(ctx.tx), limit: await readContactLimit(ctx.tx) };
  return { ...counts, users, createdPerDay: await readLoad(ctx.tx, ctx.actor, ctx.now, input.query.days ?? 28), setup };
}
