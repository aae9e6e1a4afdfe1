import type * as contract from '@portico/contracts/files/routes.ts';
import type { FileView } from '@portico/contracts/files/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { fileService } from '../../../kernel/files/service.ts';
import type { OperationInput } from '../../../kernel/module.ts';
import { discardBytes } from '../files.linking.ts';
import { uploaderOf } from '../files.policy.ts';
import { type KeptUpload, recordFile } from '../files.receiving.ts';
import { refuseTooMuchWaiting } from '../files.rules.ts';
import { findWaitingTotals, lockUploader } from '../files.store.ts';
import { fileView, viewerOf } from '../files.views.ts';

type Input = OperationInput<typeof contract.upload> & { readonly prepared: KeptUpload };

/** Records the upload. Until it is linked, only its uploader sees it. */
export async function uploadFile(ctx: Ctx, { prepared }: Input): Promise<FileView> {
  const { accountId } = ctx.actor;
  if (accountId !== null) {
    await lockUploader(ctx.tx, accountId);
    const waiting = await findWaitingTotals(ctx.tx, uploaderOf(ctx.actor));
    try {
      refuseTooMuchWaiting(waiting, prepared.bytes.size, fileService().limits);
    } catch (refusal) {
      // Only here: after an error of the database the kernel may run this again with the same bytes. The sweep takes care of those.
      await discardBytes([prepared.bytes.key, ...prepared.variants.map((variant) => variant.storageKey)]);
      throw refusal;
    }
  }
  return fileView(await recordFile(ctx, prepared), viewerOf(ctx.actor));
}
