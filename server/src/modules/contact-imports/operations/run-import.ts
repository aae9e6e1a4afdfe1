import type { Ctx, Db } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { fileService } from '../../../kernel/files/service.ts';
import { addContacts, updateContact } from '../../contacts/index.ts';
import { findImport, type ImportRecord } from '../contact-imports.reads.ts';
import { type RowData, tagsOf } from '../contact-imports.rules.ts';
import {
  contactsByEmail,
  countVerdicts,
  forgetRows,
  lockImport,
  nextRows,
  type Outcome,
  type RowRecord,
  settleRows,
  updateImport,
} from '../contact-imports.store.ts';

const PORTION = 200;

/**
 * Writes the judged rows in portions, each in one transaction together with how far it came: a kill loses the open portion as a
 * whole, and the next run begins right behind the last one that was kept. Nobody is told of it.
 */
export async function runImport(ctx: Ctx, importId: number): Promise<void> {
  for (;;) {
    const more = await ctx.services.write({ ...ctx, quiet: true, origin: 'import' }, (writing) => runPortion(writing, importId));
    if (!more) break;
  }
}

async function runPortion(ctx: Ctx, importId: number): Promise<boolean> {
  await lockImport(ctx.tx, importId);
  const found = await findImport(ctx.tx, importId);
  if (found?.state !== 'running') return false;
  const rows = await nextRows(ctx.tx, importId, found.position, PORTION);
  const last = rows.at(-1);
  if (!last) {
    await finish(ctx, found);
    return false;
  }
  await settleRows(ctx.tx, importId, await writeRows(ctx, found, rows));
  await updateImport(ctx.tx, importId, { position: last.line });
  return true;
}

/** Who came into being since the check is found again, so that no address is made twice. */
async function writeRows(ctx: Ctx, found: ImportRecord, rows: readonly RowRecord[]): Promise<Outcome[]> {
  const known = await contactsByEmail(
    ctx.tx,
    found.companyId,
    rows.map((row) => keyOf(row)),
  );
  const outcomes: Outcome[] = [];
  const fresh = rows.filter((row) => !known.has(keyOf(row)));
  if (fresh.length > 0) {
    const ids = await addContacts(
      ctx,
      found.companyId,
      fresh.map((row) => valuesOf(row.data ?? {})),
    );
    for (const [index, row] of fresh.entries())
      outcomes.push({ line: row.line, verdict: 'created', code: null, contactId: ids[index] ?? null });
  }
  for (const row of rows) {
    const id = known.get(keyOf(row));
    if (id === undefined) continue;
    outcomes.push(
      found.mode === 'update' ? await change(ctx, row, id) : { line: row.line, verdict: 'skip', code: 'row.exists', contactId: id },
    );
  }
  return outcomes;
}

async function change(ctx: Ctx, row: RowRecord, id: number): Promise<Outcome> {
  try {
    const { tags, email: _same, name, ...values } = valuesOf(row.data ?? {});
    const body = { ...values, ...(saysName(row.data ?? {}) ? { name } : {}), ...(tags.length > 0 ? { tags } : {}) };
    await ctx.tx.transaction((tx) => updateContact({ ...ctx, http: null, tx: tx as unknown as Db }, { params: { id }, body }));
    return { line: row.line, verdict: 'updated', code: null, contactId: id };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { line: row.line, verdict: 'refuse', code: error.code, contactId: id };
  }
}

/** A name made of a given name alone would shorten the one that is there. */
const saysName = ({ name, givenName, surname }: RowData): boolean =>
  (givenName !== undefined && surname !== undefined) || (name !== givenName && name !== surname);

const keyOf = (row: RowRecord): string => row.data?.email?.toLowerCase() ?? '';

/** Only what the row says: an empty cell takes nothing away. */
function valuesOf({ tags: _text, name = '', email = '', ...rest }: RowData) {
  return { ...rest, name, email, tags: tagsOf({ ...(_text === undefined ? {} : { tags: _text }) }) };
}

async function finish(ctx: Ctx, found: ImportRecord): Promise<void> {
  await forgetRows(ctx.tx, found.id);
  const counts = await countVerdicts(ctx.tx, found.id);
  await updateImport(ctx.tx, found.id, { state: 'done', counts, storageKey: null, finishedAt: ctx.now });
  const key = found.storageKey;
  if (key) ctx.afterCommit(() => fileService().storage.delete(key));
}
