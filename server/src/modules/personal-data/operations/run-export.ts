import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Ctx } from '../../../kernel/context.ts';
import { fileService } from '../../../kernel/files/service.ts';
import { keepFile, linkFiles, recordFile, uploaderOf } from '../../files/index.ts';
import { findExport, listStubs } from '../personal-data.reads.ts';
import { lockExport, readRows, storageKeys, updateExport } from '../personal-data.store.ts';
import { PERSONAL } from '../tables.ts';
import { type Entry, tar } from '../tar.ts';

const PAGE = 500;
const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;
const MOST_BYTES = 5 * 1024 ** 3;

/** Writes the file row by row outside any transaction, then records it: a kill leaves bytes that the sweep removes, and a new try. */
export async function runExport(ctx: Ctx, exportId: number): Promise<void> {
  const row = await findExport(ctx.tx, exportId);
  if (row?.state !== 'running') return;
  const counts: Record<string, number> = {};
  const people = [row.accountId, ...(await listStubs(ctx.tx, row.accountId))];
  const packed = new PassThrough();
  const packing = pipeline(tar(entries(ctx, people, counts), Math.floor(Date.parse(ctx.now) / 1000)), createGzip(), packed);
  const bytes = await Promise.all([fileService().storage.put(packed, { maxBytes: MOST_BYTES, willInspect: true }), packing]).then(
    ([kept]) => kept,
  );
  const kept = await keepFile(bytes, `personal-data-${row.accountId}.tar.gz`);
  await ctx.services.write(ctx, async (writing) => {
    if ((await lockExport(writing.tx, exportId))?.state !== 'running') return;
    const file = await recordFile(writing, kept);
    const owner = { kind: 'personal-export', id: exportId, internal: true };
    await linkFiles(writing.tx, [file.id], { uploader: uploaderOf(writing.actor), owner, now: writing.now });
    const expiresAt = new Date(Date.parse(writing.now) + KEPT_DAYS * DAY_MS).toISOString();
    await updateExport(writing.tx, exportId, {
      state: 'done',
      fileId: file.id,
      size: bytes.size,
      counts,
      finishedAt: writing.now,
      expiresAt,
    });
    await writing.emit({ name: 'personalData.exported', entity: { kind: 'contact', id: row.accountId }, payload: { exportId } });
  });
}

const README = `What is kept about one person, as JSON, one file for each kind of data. "accounts" and "contacts" are the person's record; "comments" and
"tickets" what was written; "files" names the uploads, which lie in the folder "files" under their numbers. Secrets (passwords, keys) are left
out because nobody may read them.
`;

async function* entries(ctx: Ctx, people: readonly number[], counts: Record<string, number>): AsyncGenerator<Entry> {
  yield text('README.txt', README);
  for (const [name, table] of Object.entries(PERSONAL)) {
    if (table.notExported) continue;
    let part = 0;
    for (const id of people) {
      let after: Record<string, unknown> | null = null;
      for (;;) {
        const rows = await readRows(ctx.tx, name, id, after, PAGE);
        if (rows.length === 0) break;
        counts[name] = (counts[name] ?? 0) + rows.length;
        yield text(
          `data/${name}${part === 0 ? '' : `-${part + 1}`}.json`,
          `${JSON.stringify(
            rows.map((one) => one.row),
            null,
            1,
          )}\n`,
        );
        part++;
        if (name === 'files')
          yield* uploads(
            ctx,
            rows.map((one) => one.row),
          );
        if (rows.length < PAGE) break;
        after = rows.at(-1)?.key ?? null;
      }
    }
  }
}

const text = (path: string, content: string): Entry => {
  const bytes = Buffer.from(content, 'utf8');
  return { path, size: bytes.length, bytes: [bytes] };
};

/** By number, because names may be anything; data/files.json says which is which. */
async function* uploads(ctx: Ctx, rows: readonly Record<string, unknown>[]): AsyncGenerator<Entry> {
  const { storage } = fileService();
  const keys = await storageKeys(
    ctx.tx,
    rows.map((row) => Number(row.id)),
  );
  for (const row of rows) {
    const bytes = await storage.get(keys.get(Number(row.id)) ?? '');
    if (!bytes) continue;
    const extension = /\.[a-z0-9]{1,8}$/i.exec(String(row.name))?.[0] ?? '';
    yield { path: `files/${row.id}${extension.toLowerCase()}`, size: Number(row.size), bytes };
  }
}
