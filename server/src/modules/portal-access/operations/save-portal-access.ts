import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { savePortalAccess as contract } from '@portico/contracts/portal-access/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { letIn } from '../portal-access.policy.ts';
import { listSignedInLosers, readImpact, readPortalAccess } from '../portal-access.reads.ts';
import {
  type LabelKind,
  type LabelRow,
  listLabelIds,
  lockPortalAccess,
  nameTaken,
  replaceLabels,
  writeContactLimit,
} from '../portal-access.store.ts';
import { expectUnrestricted } from '../unrestricted.ts';

/** What nobody has: a type that is only being made lets nobody in yet, which is not the same as no type being chosen. */
const NOBODYS = 0;

/** Says who would be shut out before it is saved: without their number in `confirmLosing` nothing is written. */
export async function savePortalAccess(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<ReplyOf<typeof contract>> {
  expectUnrestricted(ctx.actor);
  const { version } = await lockPortalAccess(ctx.tx);
  expectVersion(ctx, version);
  const { types, statuses, contactLimit, confirmLosing = 0 } = input.body;
  const rows = { types: await cleanRows(ctx, 'types', types), statuses: await cleanRows(ctx, 'statuses', statuses) };
  const next = letIn(chosen(rows.types), chosen(rows.statuses));
  const impact = await readImpact(ctx.tx, next);
  if (impact.losing > confirmLosing) return { saved: false, impact, access: await readPortalAccess(ctx.tx) };
  const losers = await listSignedInLosers(ctx.tx, next);
  await replaceLabels(ctx.tx, 'types', rows.types);
  await replaceLabels(ctx.tx, 'statuses', rows.statuses);
  await writeContactLimit(ctx.tx, contactLimit, ctx.now);
  await ctx.emit({ name: 'portalAccess.changed', entity: { kind: 'portal-access', id: 1, version: version + 1 }, payload: {} });
  if (losers.length > 0) {
    await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'portal-access', id: 1 }, payload: { accountIds: losers } });
  }
  return { saved: true, impact, access: await readPortalAccess(ctx.tx) };
}

async function cleanRows(ctx: Ctx, kind: LabelKind, rows: readonly LabelRow[]): Promise<readonly LabelRow[]> {
  const known = new Set(await listLabelIds(ctx.tx, kind));
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]));
  if (ids.some((id) => !known.has(id)) || new Set(ids).size < ids.length) throw notFound('companyLabel');
  const clean = rows.map((row) => ({ ...row, name: row.name.replace(/[\s\p{Cc}]+/gu, ' ').trim() }));
  if (clean.some(({ name }) => name === '') || new Set(clean.map(({ name }) => name.toLowerCase())).size < clean.length) throw nameTaken();
  return clean;
}

const chosen = (rows: readonly LabelRow[]): number[] => rows.filter(({ opensPortal }) => opensPortal).map(({ id }) => id ?? NOBODYS);
