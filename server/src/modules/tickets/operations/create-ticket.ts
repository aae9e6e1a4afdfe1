import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { create } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalidField } from '../../../kernel/errors.ts';
import { BODY_FORMAT, richText } from '../../../kernel/text/rich-text.ts';
import { searchVector } from '../../accounts/index.ts';
import { groupPolicyOf } from '../../contact-groups/index.ts';
import { loadServiceDesk } from '../../service-desk/index.ts';
import { cleanTags, ensureTags } from '../../tags/index.ts';
import { getCreateFacts } from '../create.reads.ts';
import {
  checkGroup,
  checkOwner,
  checkServiceType,
  couldChooseGroup,
  groupRequired,
  type NewTicketBody,
  ownerOf,
  placeTicket,
  refuseStaffFields,
  requireTitle,
} from '../create.rules.ts';
import { appendToDocuments, headOf, LONGEST_TEXT } from '../documents.store.ts';
import { replaceTags } from '../tags.store.ts';
import { requireAssignee } from '../tickets.assignees.ts';
import { attachFiles } from '../tickets.bodies.ts';
import { emitFact } from '../tickets.events.ts';
import { insertTicket, type NewTicketRow, type TicketWithPeople } from '../tickets.store.ts';
import { authorOf } from '../timeline.store.ts';
import { getTicket } from './get-ticket.ts';

/** What importers and the demo may say besides the body of the route. */
export interface CreateExtras {
  readonly attributes?: Record<string, unknown>;
  /** Who asked, when the server writes down what somebody did elsewhere or earlier. */
  readonly author?: { readonly accountId: number; readonly kind: 'contact' | 'tech' };
}

export async function createTicket(
  ctx: Ctx,
  input: { readonly body: NewTicketBody; readonly extras?: CreateExtras },
): Promise<ReplyOf<typeof create>> {
  const { body } = input;
  const author = input.extras?.author;
  refuseStaffFields(ctx.actor, body);
  const title = requireTitle(body.title);
  const wanted = {
    contactId: ownerOf(ctx.actor, body.contactId),
    serviceTypeId: body.serviceTypeId ?? null,
    teamId: body.teamId ?? null,
    groupId: body.contactGroupId ?? null,
  };
  const facts = await getCreateFacts(ctx.tx, wanted);
  const contact = checkOwner(ctx.actor, facts.contact);
  const desk = await loadServiceDesk(ctx.tx);
  const serviceType = checkServiceType(ctx.actor, wanted.serviceTypeId, facts, desk);
  const { status, ...place } = placeTicket(ctx.actor, desk, body, serviceType);
  if (wanted.teamId !== null && !facts.teamExists) throw invalidField('teamId', 'unknown', 'This team does not exist or is archived.');
  const contactGroupId = checkGroup(ctx.actor, wanted.groupId, facts, contact.companyId);
  if (contactGroupId === null && couldChooseGroup(ctx.actor, facts)) {
    const { effective } = await groupPolicyOf(ctx.tx, contact.companyId);
    if (effective === 'required') throw groupRequired();
  }
  const isUrgent = desk.priorities.find((one) => one.id === place.priorityId)?.level === 'urgent';
  const assignee = body.assigneeId
    ? await requireAssignee(ctx, body.assigneeId, { ...place, companyId: contact.companyId, isUrgent })
    : null;

  const text = richText(body.descriptionHtml ?? '');
  const row: NewTicketRow = {
    title,
    descriptionHtml: text.html,
    descriptionText: text.text,
    bodyFormat: BODY_FORMAT,
    companyId: contact.companyId,
    contactId: contact.id,
    contactGroupId,
    serviceTypeId: serviceType?.id ?? null,
    ...place,
    statusId: status.id,
    assigneeId: assignee?.id ?? null,
    teamId: wanted.teamId,
    dueAt: body.dueAt ?? null,
    isClosed: status.isClosed,
    closedAt: status.isClosed ? ctx.occurredAt : null,
    createdBy: author?.accountId ?? ctx.actor.accountId,
    createdAt: ctx.occurredAt,
    updatedAt: ctx.occurredAt,
    publicAt: ctx.occurredAt,
    seq: 1,
    publicSeq: 1,
    quietSeq: ctx.quiet ? 1 : 0,
    lastPublicBy: (author?.kind ?? ctx.actor.kind) === 'tech' ? 'tech' : 'contact',
    attributes: input.extras?.attributes ?? {},
  };
  const id = await insertTicket(ctx.tx, row, {
    ...authorOf(ctx),
    ...(author ? { authorId: author.accountId, authorKind: author.kind } : {}),
    changeId: ctx.causation.id,
    searchHead: headOf({ title, contact: contact.name, company: contact.companyName, assignee: assignee?.name ?? null }),
    searchBody: searchVector(text.text.slice(0, LONGEST_TEXT)),
  });
  if (text.text.length > LONGEST_TEXT) await appendToDocuments(ctx.tx, id, ['public', 'staff'], text.text.slice(LONGEST_TEXT));
  const tags = cleanTags(body.tags ?? []);
  if (tags.length > 0) await replaceTags(ctx.tx, id, await ensureTags(ctx.tx, tags));
  await attachFiles(ctx, { ticketId: id, commentId: null, visibility: 'public' }, text, body.fileIds);
  const people = [{ accountId: contact.id, role: 'owner' }];
  const made = { ...EMPTY, ...row, id, number: id, people, awaitsApproval: status.kind === 'approval' } as TicketWithPeople;
  await emitFact(ctx, 'ticket.created', made, true);
  return getTicket(ctx, { params: { id } });
}

/** What the database fills in. */
const EMPTY = {
  archivedAt: null,
  archivedBy: null,
  commentCount: 0,
  publicCommentCount: 0,
  version: 1,
  ownerTagIds: [],
} as const;
