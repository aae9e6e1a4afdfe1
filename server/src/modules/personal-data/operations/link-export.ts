import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { link } from '@portico/contracts/personal-data/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { canReadContact } from '../../contacts/index.ts';
import { fileViews, viewerOf } from '../../files/index.ts';
import { findPerson } from '../personal-data.reads.ts';
import { lockExport, updateExport } from '../personal-data.store.ts';

const HOUR_MS = 3_600_000;

/** Each link is noted with who asked for it; it serves his session alone. */
export async function linkExport(ctx: Ctx, input: Pick<InputOf<typeof link>, 'params'>): Promise<ReplyOf<typeof link>> {
  const row = await lockExport(ctx.tx, input.params.id);
  const person = row ? await findPerson(ctx.tx, row.accountId) : null;
  if (!row || !person || !canReadContact(ctx.actor, person)) throw notFound('personalExport');
  const view = row.fileId === null ? undefined : (await fileViews(ctx.tx, [row.fileId], viewerOf(ctx.actor))).get(row.fileId);
  if (!view || row.state !== 'done' || row.expiresAt === null || row.expiresAt <= ctx.now)
    throw new Refusal(409, 'personalExport.expired', 'This file is not there any more, or not yet. Make a new one.');
  await updateExport(ctx.tx, row.id, { downloads: row.downloads + 1, downloadedAt: ctx.now });
  await ctx.emit({ name: 'personalData.downloaded', entity: { kind: 'contact', id: row.accountId }, payload: { exportId: row.id } });
  return { url: view.links.download, expiresAt: new Date(Date.parse(ctx.now) + HOUR_MS).toISOString() };
}
