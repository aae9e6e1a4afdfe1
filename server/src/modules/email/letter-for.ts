import type { Ctx } from '../../kernel/context.ts';
import { getSetting } from '../settings/index.ts';
import { loadWorkspace } from '../system/index.ts';
import { listRecipients } from './email.reads.ts';
import type { Letter } from './templates/blocks.ts';
import { knownLocale } from './texts/index.ts';

/** Language, zone and looks of a mail to one person: his own, else his company's, else the workspace's. */
export async function letterFor(
  ctx: Pick<Ctx, 'tx' | 'services'>,
  to: { readonly accountId: number | null; readonly locale?: string | null },
): Promise<Letter> {
  const workspace = await loadWorkspace(ctx.tx);
  const general = await getSetting<{ locale?: string; timeZone?: string }>(ctx.tx, 'workspace', {});
  const [person] = to.accountId === null ? [] : await listRecipients(ctx.tx, [to.accountId]);
  return {
    workspace,
    publicUrl: ctx.services.config.publicUrl,
    locale: knownLocale(to.locale ?? person?.locale ?? general.locale),
    timeZone: person?.timeZone ?? general.timeZone ?? 'UTC',
    isAnswered: ctx.services.config.mailReplyTo !== null,
  };
}
