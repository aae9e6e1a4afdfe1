import type { list as contract } from '@portico/contracts/email/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { transportOf } from '../deliver.ts';
import { mailVisibleTo } from '../email.policy.ts';
import { listMailRows } from '../email.reads.ts';

export async function listMails(ctx: Ctx, { query }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> {
  return { ...(await listMailRows(ctx.tx, mailVisibleTo(ctx.actor), query)), transport: transportOf(ctx)?.kind ?? 'none' };
}
