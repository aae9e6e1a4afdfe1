import type { Ctx } from '../../kernel/context.ts';
import { hashToken, randomToken } from '../../kernel/crypto/crypto.ts';
import { resolveAddress } from './access.reads.ts';
import { queueAccessMail } from './access-mailer.ts';
import { noteBrowser } from './browsers.store.ts';
import { deviceOf, later } from './sessions.rules.ts';

/** More browsers than this in a day are told of no more: whoever can sign in at will must not flood the mailbox as well. */
const MAILS_A_DAY = 3;

/**
 * After every successful sign-in: an address that was used before, from a browser that was not, is told by mail. Browsers are
 * recognised by a mark of ours, never by what they say about themselves.
 */
export async function tellOfNewBrowser(ctx: Ctx, emailKey: string): Promise<void> {
  if (!ctx.http) return;
  const mark = ctx.http.browserToken || randomToken();
  if (!ctx.http.browserToken) ctx.http.setBrowser(mark);
  const browserHash = hashToken(mark);
  const history = await noteBrowser(ctx.tx, emailKey, browserHash, ctx.now, later(ctx.now, -24 * 3600 * 1000));
  if (history.isKnown || history.others === 0 || history.newToday >= MAILS_A_DAY) return;
  const [person] = (await resolveAddress(ctx.tx, emailKey)).targets;
  if (!person) return;
  const { accountId, email, name, locale } = person;
  await queueAccessMail(ctx, {
    kind: 'new-browser',
    accountId,
    toAddress: email,
    name,
    locale,
    at: ctx.now,
    device: deviceOf(ctx.userAgent),
    ip: ctx.ip,
    key: `${emailKey}:${browserHash}`,
  });
}
