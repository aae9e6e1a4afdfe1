import type { upload } from '@portico/contracts/contact-imports/routes.ts';
import type { ContactImport } from '@portico/contracts/contact-imports/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { safeFileName } from '../../../kernel/files/names.ts';
import { fileService } from '../../../kernel/files/service.ts';
import type { OperationInput } from '../../../kernel/module.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { insertImport } from '../contact-imports.store.ts';
import { readShape } from '../csv-source.ts';
import { importView, requireImport } from '../import-access.ts';

type Input = OperationInput<typeof upload>;
const MOST_BYTES = 50 * 1024 * 1024;

/** Before the transaction: keeps the bytes and finds out what kind of text they are. */
export async function prepareImport(ctx: Ctx, input: Input) {
  await requireCompany(ctx, input.query.companyId);
  const { storage } = fileService();
  const bytes = await storage.put(input.stream, {
    maxBytes: MOST_BYTES,
    expectedBytes: input.contentLength ?? undefined,
    willInspect: true,
  });
  try {
    const shape = await storage.withPath(bytes.key, readShape);
    return { ...shape, storageKey: bytes.key, fileName: safeFileName(input.query.name ?? input.fileName) };
  } catch (error) {
    await storage.delete(bytes.key);
    throw error;
  }
}

export async function uploadImport(
  ctx: Ctx,
  input: Input & { readonly prepared: Awaited<ReturnType<typeof prepareImport>> },
): Promise<ContactImport> {
  const { companyId } = input.query;
  await requireCompany(ctx, companyId);
  const id = await insertImport(ctx.tx, {
    ...input.prepared,
    companyId,
    state: 'uploaded',
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
  });
  return importView(await requireImport(ctx, id));
}

async function requireCompany(ctx: Ctx, id: number): Promise<void> {
  if (!canReadCompany(ctx.actor, id) || !(await findCompany(ctx.tx, id))) throw notFound('company');
}
