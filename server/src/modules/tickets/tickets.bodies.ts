import type { Ctx } from '../../kernel/context.ts';
import type { RichText } from '../../kernel/text/rich-text.ts';
import { linkFiles, uploaderOf } from '../files/index.ts';
import { insertAttachments } from './comments.store.ts';
import type { Visibility } from './tickets.rules.ts';

/**
 * Gives the uploads of a new text to its ticket: those attached below it and the images inside it. Somebody else's upload is
 * refused with 404; an image of this same ticket may be quoted, unless it is internal and the text is not.
 */
export async function attachFiles(
  ctx: Ctx,
  to: { readonly ticketId: number; readonly commentId: number | null; readonly visibility: Visibility },
  body: RichText,
  fileIds: readonly number[] | undefined,
): Promise<void> {
  const wanted = [...new Set([...(fileIds ?? []), ...body.imageIds])];
  if (wanted.length === 0) return;
  const owner = { kind: 'ticket', id: to.ticketId, internal: to.visibility === 'internal' };
  const linked = await linkFiles(ctx.tx, wanted, { uploader: uploaderOf(ctx.actor), owner, now: ctx.now });
  await insertAttachments(
    ctx.tx,
    linked
      .map((file) => file.id)
      .sort((a, b) => a - b)
      .map((fileId) => ({
        ...to,
        fileId,
        // Pasted and attached at once: shown in the text only.
        isInline: body.imageIds.includes(fileId),
        addedBy: ctx.actor.accountId,
        createdAt: ctx.occurredAt,
      })),
  );
}
