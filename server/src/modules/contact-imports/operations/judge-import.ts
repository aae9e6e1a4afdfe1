import type { Ctx } from '../../../kernel/context.ts';
import { fileService } from '../../../kernel/files/service.ts';
import { findImport, type ImportRecord } from '../contact-imports.reads.ts';
import { type Judged, judgeRow } from '../contact-imports.rules.ts';
import type { contactImportRows } from '../contact-imports.schema.ts';
import { clearRows, contactsByEmail, countVerdicts, insertRows, updateImport } from '../contact-imports.store.ts';
import { type CsvRecord, records } from '../csv-source.ts';

const PORTION = 500;
type Row = typeof contactImportRows.$inferInsert;

/**
 * Reads the file into rows with a verdict each. A run that was killed begins anew: its rows are cleared first, and no contact was
 * touched. Only the addresses seen so far are kept in memory.
 */
export async function judgeImport(ctx: Ctx, importId: number): Promise<void> {
  const found = await findImport(ctx.tx, importId);
  if (found?.state !== 'checking' || !found.storageKey) return;
  await clearRows(ctx.tx, importId);
  const lines = new Map<string, number>();
  let portion: CsvRecord[] = [];
  let total = 0;
  const flush = async () => {
    const rows = await judge(ctx, found, portion, lines);
    total += portion.length;
    portion = [];
    await insertRows(ctx.tx, rows);
    await updateImport(ctx.tx, importId, { total, position: rows.at(-1)?.line ?? 0 });
  };
  await fileService().storage.withPath(found.storageKey, async (path) => {
    let isHead = true;
    for await (const record of records(path, found)) {
      if (isHead) isHead = false;
      else portion.push(record);
      if (portion.length === PORTION) await flush();
    }
    await flush();
  });
  await updateImport(ctx.tx, importId, { state: 'checked', total, position: 0, counts: await countVerdicts(ctx.tx, importId) });
}

async function judge(ctx: Ctx, found: ImportRecord, portion: readonly CsvRecord[], lines: Map<string, number>): Promise<Row[]> {
  const judged = portion.map((record): Judged & { readonly line: number } =>
    record.broken
      ? { line: record.line, data: {}, code: 'row.unreadable' }
      : { line: record.line, ...judgeRow(record.cells, found.mapping ?? {}) },
  );
  const keys = judged.flatMap((row) => (row.code === null && row.data.email ? [row.data.email.toLowerCase()] : []));
  const known = await contactsByEmail(ctx.tx, found.companyId, keys);
  return judged.map(({ line, data, code }): Row => {
    const base = { importId: found.id, line, data };
    if (code !== null) return { ...base, verdict: 'refuse', code };
    const key = data.email?.toLowerCase() ?? '';
    const before = lines.get(key);
    if (before !== undefined) return { ...base, verdict: 'refuse', code: 'row.duplicate', otherLine: before };
    lines.set(key, line);
    const contactId = known.get(key) ?? null;
    if (contactId === null) return { ...base, verdict: 'create' };
    return found.mode === 'update'
      ? { ...base, verdict: 'update', contactId }
      : { ...base, verdict: 'skip', code: 'row.exists', contactId };
  });
}
