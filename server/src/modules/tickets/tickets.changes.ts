import type { Ctx } from '../../kernel/context.ts';
import { emitFacts } from './tickets.events.ts';
import { entryKind, showsToContacts, splitChanges, type Visibility } from './tickets.rules.ts';
import type { StoredChanges } from './tickets.schema.ts';
import { type TicketColumns, type TicketWithPeople, updateTicketRow } from './tickets.store.ts';
import { authorOf, insertEntries, keepSeen, type NewTimelineEntry, saveSeen } from './timeline.store.ts';

export interface TicketChange {
  /** New values of the row; `changes` says the same for the timeline. */
  readonly columns?: TicketColumns;
  /** `{ status: [1, 2] }`: old and new by id. */
  readonly changes?: StoredChanges;
  /** A comment that was written with it. */
  readonly comment?: { readonly id: number; readonly visibility: Visibility };
  /** People came or went. */
  readonly participants?: { readonly visibility: Visibility; readonly changes: StoredChanges };
}

/**
 * Writes one change of a locked ticket: the row, its timeline entries, the author's reading mark, and one event per fact. Every
 * operation that alters a ticket ends here, so that the counters, the times and the entries cannot disagree.
 *
 * @returns the ticket as it is now.
 */
export async function applyChange(ctx: Ctx, ticket: TicketWithPeople, change: TicketChange): Promise<TicketWithPeople> {
  const entries = numbered(ctx, ticket, entriesOf(ticket, change));
  const lastPublic = entries.findLast((entry) => entry.visibility === 'public')?.seq;
  const fields = Object.keys(change.changes ?? {});
  const shown = lastPublic !== undefined || fields.some(showsToContacts);
  const columns: TicketColumns = {
    ...change.columns,
    ...(change.comment ? commentColumns(ctx, ticket, change.comment) : {}),
    seq: ticket.seq + entries.length,
    ...(ctx.quiet ? { quietSeq: ticket.seq + entries.length } : {}),
    publicSeq: lastPublic ?? ticket.publicSeq,
    updatedAt: later(ticket.updatedAt, ctx.occurredAt),
    publicAt: shown ? later(ticket.publicAt, ctx.occurredAt) : ticket.publicAt,
  };
  await updateTicketRow(ctx.tx, ticket.id, columns);
  await insertEntries(ctx.tx, entries);
  const after = { ...ticket, ...columns, version: ticket.version + 1 };
  await markAuthor(ctx, ticket, after.seq, change.comment !== undefined);
  await emitFacts(ctx, { before: ticket, after, change, shown });
  // Whoever may no longer see it must not hear of it either: all leave the room, and those with the right ask again.
  const decided = ticket.awaitsApproval && after.statusId !== ticket.statusId;
  if (decided || MOVES.some((column) => after[column] !== ticket[column])) ctx.services.realtime.evict({ room: `ticket:${ticket.id}` });
  return after;
}

const MOVES = ['queueId', 'companyId', 'contactId', 'contactGroupId', 'archivedAt'] as const;

type Draft = Pick<NewTimelineEntry, 'kind' | 'visibility' | 'commentId' | 'changes'>;

function entriesOf(ticket: TicketWithPeople, change: TicketChange): Draft[] {
  const isClosed = change.columns?.isClosed ?? ticket.isClosed;
  const bookkeeping = splitChanges(change.changes ?? {}).map(({ visibility, changes }): Draft => {
    const kind = 'status' in changes ? entryKind(ticket.isClosed, isClosed) : 'changed';
    return { kind, visibility, changes };
  });
  return [
    ...(change.comment ? [{ kind: 'comment', visibility: change.comment.visibility, commentId: change.comment.id } as const] : []),
    ...bookkeeping,
    ...(change.participants ? [{ kind: 'participants', ...change.participants } as const] : []),
  ];
}

/** Numbers follow the ticket's own counter; its row is locked. */
function numbered(ctx: Ctx, ticket: TicketWithPeople, drafts: readonly Draft[]) {
  const who = authorOf(ctx);
  return drafts.map((draft, index) => ({
    ...draft,
    ...who,
    ticketId: ticket.id,
    seq: ticket.seq + 1 + index,
    changeId: ctx.causation.id,
    occurredAt: ctx.occurredAt,
  }));
}

function commentColumns(ctx: Ctx, ticket: TicketWithPeople, comment: NonNullable<TicketChange['comment']>): TicketColumns {
  const isPublic = comment.visibility === 'public';
  const speaker = ctx.actor.kind === 'contact' ? 'contact' : 'tech';
  return {
    commentCount: ticket.commentCount + 1,
    ...(isPublic ? { publicCommentCount: ticket.publicCommentCount + 1, lastPublicBy: speaker } : {}),
  };
}

/** Who writes has read what is there. Who changes a field in a list may not have: he stays where he was, plus his own change. */
async function markAuthor(ctx: Ctx, before: TicketWithPeople, seq: number, wrote: boolean): Promise<void> {
  const { accountId } = ctx.actor;
  if (accountId === null || seq === before.seq) return;
  if (wrote) await saveSeen(ctx.tx, accountId, before.id, seq, ctx.occurredAt);
  else await keepSeen(ctx.tx, accountId, before.id, before.seq, seq, ctx.occurredAt);
}

/** An import may replay an old step after a newer one; times of a ticket never go back. */
const later = (a: string, b: string): string => (a > b ? a : b);
