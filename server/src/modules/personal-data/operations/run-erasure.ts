import type { Ctx } from '../../../kernel/context.ts';
import { indexAccount } from '../../accounts/index.ts';
import { removeFiles } from '../../files/index.ts';
import { getSetting } from '../../settings/index.ts';
import { ELSEWHERE } from '../elsewhere.ts';
import { listStubs } from '../personal-data.reads.ts';
import { blankAccount, closeMerges, type ErasureRow, eraseRows, lockErasure, takeFiles, updateErasure } from '../personal-data.store.ts';
import { PERSONAL } from '../tables.ts';

const PORTION = 500;

/** In portions; what is erased is not found again, so a kill in the middle repeats nothing. */
export async function runErasure(ctx: Ctx, erasureId: number, portion = PORTION): Promise<void> {
  for (;;) {
    const more = await ctx.services.write(ctx, (writing) => runPortion(writing, erasureId, portion));
    if (!more) return;
  }
}

async function runPortion(ctx: Ctx, id: number, limit: number): Promise<boolean> {
  const row = await lockErasure(ctx.tx, id);
  if (row?.state !== 'running') return false;
  // Records that became part of this one are the same person.
  const people = [...(await listStubs(ctx.tx, row.accountId)), row.accountId];
  for (const person of people) {
    const files = await takeFiles(ctx.tx, person, row.redactTexts, limit);
    if (files.length > 0) {
      await removeFiles(ctx, files);
      return note(ctx, row, 'files', files.length);
    }
  }
  // Table by table, not person by person: the notes of merges know addresses of all of them and go after what is found by those.
  for (const { table, ...rows } of [...ELSEWHERE, ...Object.entries(PERSONAL).map(([name, one]) => ({ ...one, table: name }))]) {
    if (rows.ifRedacting && !row.redactTexts) continue;
    for (const person of people) {
      const gone = await eraseRows(ctx.tx, table, rows, person, limit);
      if (gone > 0) return note(ctx, row, table, gone);
    }
  }
  await finish(ctx, row, people);
  return false;
}

async function note(ctx: Ctx, row: ErasureRow, what: string, count: number): Promise<true> {
  await updateErasure(ctx.tx, row.id, { counts: { ...row.counts, [what]: (row.counts[what] ?? 0) + count } });
  return true;
}

async function finish(ctx: Ctx, row: ErasureRow, people: readonly number[]): Promise<void> {
  const { locale } = await getSetting<{ locale?: string }>(ctx.tx, 'workspace', {});
  for (const person of people) {
    await blankAccount(ctx.tx, person, `${locale === 'de' ? 'Gelöschte Person' : 'Erased person'} ${person}`, ctx.now);
    await indexAccount(ctx.tx, person);
    await closeMerges(ctx.tx, person, ctx.now);
    await ctx.services.jobs.send(ctx.tx, 'personal-data.words', { accountId: person, after: 0 });
  }
  await updateErasure(ctx.tx, row.id, { state: 'done', finishedAt: ctx.now });
  // No name, no address: who did it is in the event, to whom is a number.
  await ctx.emit({
    name: 'personalData.erased',
    entity: { kind: 'contact', id: row.accountId },
    payload: { erasureId: row.id, redacted: row.redactTexts },
  });
}
