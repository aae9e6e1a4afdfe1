import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listMyMails as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { listMailsOf, listRecipients, transportOf } from '../../email/index.ts';
import type { VisibleNotices } from '../notifications.policy.ts';
import { listUnmailed } from '../preview.reads.ts';
import { weekBefore } from '../settings.rules.ts';

/** Deliveries to oneself: never their words, which are in the mails; a contact is not shown what mail servers say to each other. */
export const listMyMails =
  (visible: VisibleNotices) =>
  async (ctx: Ctx, { query }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> => {
    const { accountId } = ctx.actor;
    if (accountId === null) throw notFound('account');
    const [me] = await listRecipients(ctx.tx, [accountId]);
    return {
      ...(await listMailsOf(ctx.tx, accountId, query)),
      address: me?.email ?? null,
      transport: transportOf(ctx)?.kind ?? 'none',
      notMailed: query.cursor === undefined ? await listUnmailed(ctx.tx, accountId, weekBefore(ctx.now), visible(ctx.actor)) : [],
    };
  };
