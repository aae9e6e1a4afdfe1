import type { Ctx, Db } from '../../../kernel/context.ts';
import { constraintOf } from '../../../kernel/db/constraints.ts';
import { settleRecords } from '../after-merge.ts';
import { forgetNoted, listNoted, type NotedRow, restore } from '../merge-rows.store.ts';
import { lockMerge, type MergeRow, updateMerge } from '../merges.store.ts';
import { COMPANY_FOLLOWS, CONTACT_FOLLOWS } from '../relations.ts';

const PORTION = 500;

/** The way back, newest row first, in portions that are forgotten as they are done: a kill repeats nothing. */
export async function runUndo(ctx: Ctx, mergeId: number, portion = PORTION): Promise<void> {
  for (;;) {
    const more = await ctx.services.write(ctx, (writing) => runPortion(writing, mergeId, portion));
    if (!more) return;
  }
}

async function runPortion(ctx: Ctx, id: number, limit: number): Promise<boolean> {
  const merge = await lockMerge(ctx.tx, id);
  if (merge?.state !== 'undoing') return false;
  const rows = await listNoted(ctx.tx, id, limit);
  if (rows.length === 0) {
    await updateMerge(ctx.tx, id, { state: 'undone', undoneAt: ctx.now });
    await settleRecords(ctx, merge, `${merge.kind}.unmerged`, id);
    return false;
  }
  const kept = { ...merge.kept };
  // Rows of one kind that stand beside each other go back together, in the order in which they came.
  for (const run of runsOf(rows)) {
    const left = run.length - (await giveBack(ctx.tx, run));
    const relation = run[0]?.relation ?? '';
    if (left > 0) kept[relation] = (kept[relation] ?? 0) + left;
  }
  await forgetNoted(
    ctx.tx,
    rows.map((row) => row.id),
  );
  await updateMerge(ctx.tx, id, { kept } satisfies Partial<MergeRow>);
  return true;
}

const kindOf = ({ relation, act, key, columns }: NotedRow): string => [relation, act, key, columns].join('|');

function runsOf(rows: readonly NotedRow[]): NotedRow[][] {
  const runs: NotedRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.[0] && kindOf(last[0]) === kindOf(row)) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

const VERSIONED = new Set(
  [...CONTACT_FOLLOWS, ...COMPANY_FOLLOWS]
    .filter((one) => one.versioned)
    .map((one) => one.table)
    .concat('companies', 'identity_providers', 'scim_connections'),
);

/** All together; where one of them cannot go back (its tag or group is gone, its name is taken), each alone. Returns how many did. */
async function giveBack(db: Db, run: readonly NotedRow[]): Promise<number> {
  const [first] = run;
  if (!first) return 0;
  const attempt = (rows: readonly NotedRow[]): Promise<number> =>
    db.transaction(async (tx) => {
      const done = await restore(
        tx as unknown as Db,
        first,
        rows.map((row) => row.id),
        VERSIONED.has(first.relation) && first.act === 'changed',
      );
      return done.length;
    });
  try {
    return await attempt(run);
  } catch (error) {
    if (constraintOf(error) === null) throw error;
  }
  let done = 0;
  for (const row of run) {
    try {
      done += await attempt([row]);
    } catch (error) {
      if (constraintOf(error) === null) throw error;
    }
  }
  return done;
}
