import type { Ctx } from '../../kernel/context.ts';
import { at } from '../../kernel/events/operations.ts';
import { type ExternalLink, insertExternalLink, updateExternalLink } from '../settings/index.ts';
import { changeTicket, createTicket } from '../tickets/index.ts';
import { fileAuthor } from './import-facts.ts';
import { countInTimeline } from './imports.store.ts';
import type { ImportMap } from './maps/import-map.types.ts';
import type { PlannedStep, Snapshot, TicketPlan, Transitions } from './plan-ticket.ts';
import type { Names } from './prepare-names.ts';

export const LINK_ENTITY = 'ticket';

/** A ticket that cannot be imported as its rows say; the sentence stands in the report. */
export class NotImported extends Error {}

/** What a ticket of the file is to what is here. */
export type Verdict =
  | { readonly kind: 'new' }
  | { readonly kind: 'same' }
  | { readonly kind: 'grown'; readonly rows: number; readonly link: ExternalLink }
  | { readonly kind: 'kept'; readonly reason: string };

/** `rows.history.attributes`: how many rows were replayed, a digest of them, and one of what is kept word for word. */
const versionOf = (plan: TicketPlan): string =>
  [plan.steps.length + 1, plan.historyDigest(plan.steps.length + 1), plan.attributesDigest].join('.');

/** Compares by digests, so that a second run reads nothing but the links. */
export function judge(plan: TicketPlan, link: ExternalLink | undefined): Verdict {
  if (!link) return { kind: 'new' };
  if (link.remoteVersion === versionOf(plan)) return { kind: 'same' };
  const [rowsText = '0', history] = (link.remoteVersion ?? '').split('.');
  const rows = Number(rowsText);
  const has = plan.steps.length + 1;
  if (rows > has) {
    return { kind: 'kept', reason: `The file has ${has} rows of it, but ${rows} were imported before. It was left as it is.` };
  }
  if (plan.historyDigest(rows) !== history) {
    return { kind: 'kept', reason: 'The file tells its past differently than the file it was imported from. It was left as it is.' };
  }
  return { kind: 'grown', rows, link };
}

/** Creates the ticket and replays its rows, each at its own time; all in the caller's transaction. */
export async function importNew(ctx: Ctx, map: ImportMap, names: Names, plan: TicketPlan): Promise<number> {
  const { first } = plan;
  const body = {
    title: plan.title,
    descriptionHtml: `<p>${escapeHtml(plan.description)}</p>`,
    contactId: idOf(names.contacts, plan.requester.email),
    queueId: names.queueId,
    sourceId: idOf(names.sources, first.source),
    categoryId: null,
    ...patchOf(names, first),
  };
  const occasion = at(ctx, { occurredAt: plan.createdAt, actor: fileAuthor(map, plan.firstAuthor) });
  const { id } = await createTicket(occasion, { body, extras: { attributes: plan.attributes } });
  for (const step of plan.steps) await replay(ctx, map, names, id, step);
  await verify(ctx, names, plan, id);
  await insertExternalLink(ctx.tx, { ...linkOf(map, plan), localId: id, syncedAt: ctx.now });
  return id;
}

/** Only the rows that came since, and what is kept word for word. */
export async function importGrown(
  ctx: Ctx,
  map: ImportMap,
  names: Names,
  plan: TicketPlan,
  had: { rows: number; link: ExternalLink },
): Promise<void> {
  const { localId } = had.link;
  for (const step of plan.steps.slice(had.rows - 1)) await replay(ctx, map, names, localId, step);
  const last = plan.steps.at(-1);
  const occasion = at(ctx, { occurredAt: last?.occurredAt ?? plan.createdAt, actor: fileAuthor(map, last?.author ?? null) });
  await changeTicket(occasion, localId, {}, names.desk, plan.attributes);
  await updateExternalLink(ctx.tx, { ...linkOf(map, plan), localId, syncedAt: ctx.now });
}

async function replay(ctx: Ctx, map: ImportMap, names: Names, id: number, step: PlannedStep): Promise<void> {
  if (Object.keys(step.change).length === 0) return;
  const occasion = at(ctx, { occurredAt: step.occurredAt, actor: fileAuthor(map, step.author) });
  // What tickets.update does, without the reply that nobody reads and with the service desk read once for all rows.
  await changeTicket(occasion, id, patchOf(names, step.change), names.desk);
}

/** Names become ids; a field that is unknown in the file becomes nothing. */
function patchOf(names: Names, change: Partial<Snapshot>) {
  const optional = (ids: ReadonlyMap<string, number>, name: string | null) => (name === null ? null : idOf(ids, name));
  return {
    ...(change.status === undefined ? {} : { statusId: idOf(names.statuses, change.status) }),
    ...(change.priority === undefined ? {} : { priorityId: idOf(names.priorities, change.priority) }),
    ...(change.source === undefined ? {} : { sourceId: idOf(names.sources, change.source) }),
    ...(change.team === undefined ? {} : { teamId: optional(names.teams, change.team) }),
    ...(change.category === undefined ? {} : { categoryId: optional(names.categories, change.category) }),
    ...(change.assignee === undefined ? {} : { assigneeId: optional(names.techs, change.assignee) }),
  };
}

function idOf(ids: ReadonlyMap<string, number>, name: string): number {
  const id = ids.get(name);
  if (id === undefined) throw new NotImported(`"${name}" is new in the file since the import began. Start the import again.`);
  return id;
}

/** The promise of the importer, kept ticket by ticket: what the timeline shows is what the rows say. */
async function verify(ctx: Ctx, names: Names, plan: TicketPlan, id: number): Promise<void> {
  const shown = await countInTimeline(ctx.tx, id, names.finishedStatusIds);
  const wrong = (Object.keys(plan.transitions) as (keyof Transitions)[]).find((kind) => shown?.[kind] !== plan.transitions[kind]);
  if (!wrong) return;
  throw new NotImported(`Its rows show ${plan.transitions[wrong]} ${wrong}, its timeline would show ${shown?.[wrong]}. It was left out.`);
}

const linkOf = (map: ImportMap, plan: TicketPlan) => ({
  system: map.system,
  entity: LINK_ENTITY,
  externalId: plan.id,
  remoteVersion: versionOf(plan),
});

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
