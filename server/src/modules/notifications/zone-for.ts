import type { Ctx } from '../../kernel/context.ts';
import type { Recipient } from '../email/index.ts';
import { getSetting } from '../settings/index.ts';

/** The zone of a person's mornings and nights: his own, else his company's, else the workspace's. */
export async function zoneFor(ctx: Pick<Ctx, 'tx'>, recipient: Pick<Recipient, 'timeZone'> | undefined): Promise<string> {
  if (recipient?.timeZone) return recipient.timeZone;
  return (await getSetting<{ timeZone?: string }>(ctx.tx, 'workspace', {})).timeZone ?? 'UTC';
}
