import type { Actor, ContactActor } from '@portico/contracts/access/actor.ts';
import type { NewTicket } from '@portico/contracts/tickets/shapes.ts';
import type { Static } from 'typebox';
import { forbidden, invalidField, notFound, Refusal } from '../../kernel/errors.ts';
import { type ServiceDesk, type Status, statusFor } from '../service-desk/index.ts';
import type { CreateFacts } from './create.reads.ts';

export type NewTicketBody = Static<typeof NewTicket>;
const STAFF_FIELDS = ['queueId', 'statusId', 'priorityId', 'sourceId', 'categoryId', 'assigneeId', 'teamId', 'dueAt', 'tags'] as const;

/** Contacts describe what they need; where it goes and who has it is decided by the provider. */
export function refuseStaffFields(actor: Actor, body: object): void {
  const given = STAFF_FIELDS.filter((field) => (body as Record<string, unknown>)[field] !== undefined);
  if (actor.kind === 'contact' && given.length > 0) {
    throw forbidden('ticket.fieldNotAllowed', `Only staff may set ${given.join(', ')}. Nothing was saved.`);
  }
}

/** For whom: contacts themselves, company managers also a colleague, staff whom they name. */
export function ownerOf(actor: Actor, contactId: number | null | undefined): number {
  if (actor.kind !== 'contact') {
    if (contactId === null || contactId === undefined) throw invalidField('contactId', 'required', 'Say for which contact this ticket is.');
    return contactId;
  }
  const owner = contactId ?? actor.accountId;
  if (owner !== actor.accountId && !actor.isManager) {
    throw forbidden('ticket.fieldNotAllowed', 'Only company managers may ask on behalf of a colleague. Nothing was saved.');
  }
  return owner;
}

/** The owner must be somebody the actor may act for; the reasons why not look the same. */
export function checkOwner(actor: Actor, contact: CreateFacts['contact']): NonNullable<CreateFacts['contact']> {
  if (!contact) throw notFound('contact');
  if (actor.kind === 'system') return contact;
  const active = contact.active && contact.companyActive;
  const mine =
    actor.kind === 'contact'
      ? contact.companyId === actor.companyId && (!contact.isCatchAll || contact.id === actor.accountId)
      : actor.kind === 'tech' && (actor.companyIds === null || actor.companyIds.includes(contact.companyId));
  if (!active || !mine) throw notFound('contact');
  return contact;
}

export function checkServiceType(actor: Actor, wanted: number | null, facts: CreateFacts, desk: ServiceDesk): CreateFacts['serviceType'] {
  if (wanted === null) {
    // With nothing to choose from, "something else" is the only way to ask.
    if (actor.kind === 'contact' && facts.hasServiceTypes && !(desk.defaults.somethingElse && actor.rights.somethingElse)) {
      throw new Refusal(422, 'ticket.somethingElseOff', 'Choose a service for your request. Nothing was saved.', {
        fields: [{ path: 'serviceTypeId', code: 'required', message: 'Choose a service.' }],
      });
    }
    return null;
  }
  const type = facts.serviceType;
  if (!type || (actor.kind === 'contact' && !(type.published && isShown(actor, type.queueId)))) throw notFound('serviceType');
  return facts.serviceType;
}

const isShown = ({ rights }: ContactActor, queueId: number | null): boolean =>
  queueId === null || rights.queueIds === null || rights.queueIds.includes(queueId);

/**
 * The group a new ticket belongs to, or null for a personal one. Contacts choose among the groups they are in, company managers
 * among all of the company, staff among those of the owner's company. What may not be chosen is as unknown as what is not there.
 */
export function checkGroup(actor: Actor, wanted: number | null, facts: CreateFacts, companyId: number): number | null {
  if (wanted === null) return null;
  const fits = facts.group?.companyId === companyId;
  const mine = actor.kind !== 'contact' || actor.isManager || actor.groups.some(({ id }) => id === wanted);
  if (!fits || !mine) throw invalidField('contactGroupId', 'unknown', 'This group cannot be chosen. Reload and choose again.');
  return wanted;
}

/** Is there a group this contact could have chosen? */
export const couldChooseGroup = (actor: Actor, facts: CreateFacts): boolean =>
  actor.kind === 'contact' && (actor.groups.length > 0 || (actor.isManager && facts.companyHasGroups));

export const groupRequired = () =>
  new Refusal(422, 'ticket.groupRequired', 'Say which group this request is for. Nothing was saved.', {
    fields: [{ path: 'contactGroupId', code: 'required', message: 'Choose a group.' }],
  });

export interface Placement {
  readonly queueId: number;
  readonly status: Status;
  readonly priorityId: number;
  readonly sourceId: number | null;
  readonly categoryId: number | null;
}

/** Where a new ticket goes: what was said, else what its service type says, else the defaults (product.md 6.1). */
export function placeTicket(actor: Actor, desk: ServiceDesk, body: NewTicketBody, type: CreateFacts['serviceType']): Placement {
  const { defaults } = desk;
  const queueId = body.queueId ?? queueFor(actor, desk, type?.queueId ?? defaults.queueId);
  if (queueId === null)
    throw new Refusal(409, 'ticket.noQueue', 'There is no queue this ticket could go to. An administrator must create one.');
  requireRow(desk.queues, queueId, 'queueId');
  if (actor.kind === 'tech' && actor.queueIds !== null && !actor.queueIds.includes(queueId)) {
    throw invalidField('queueId', 'notAllowed', 'You do not work in this queue.');
  }
  const statusId = body.statusId ?? type?.statusId ?? null;
  const status = statusId === null ? statusFor(desk, queueId, 'default') : desk.statuses.find((one) => one.id === statusId);
  if (!status) throw notFound('status');
  const priorityId = body.priorityId ?? type?.priorityId ?? defaults.priorityId ?? firstActive(desk.priorities);
  if (priorityId === null)
    throw new Refusal(409, 'ticket.noPriority', 'There is no priority this ticket could have. An administrator must create one.');
  requireRow(desk.priorities, priorityId, 'priorityId');
  const sourceId = chosen(body.sourceId, type?.sourceId, defaults.sourceId);
  const categoryId =
    body.categoryId === undefined ? categoryFor(actor, desk, chosen(undefined, type?.categoryId, defaults.categoryId)) : body.categoryId;
  if (sourceId !== null) requireRow(desk.sources, sourceId, 'sourceId');
  if (categoryId !== null) requireRow(desk.categories, categoryId, 'categoryId');
  if (!worksIn(actor, categoryId)) throw invalidField('categoryId', 'notAllowed', 'You do not work in this category.');
  return { queueId, status, priorityId, sourceId, categoryId };
}

/** An explicit null means none; nothing said means the next best. */
const chosen = (said: number | null | undefined, typed: number | null | undefined, fallback: number | null): number | null =>
  said === undefined ? (typed ?? fallback) : said;

const firstActive = (rows: readonly { readonly id: number; readonly active: boolean }[]): number | null =>
  rows.find((row) => row.active)?.id ?? null;

/** Is a ticket of this category inside the actor's restriction? */
export const worksIn = (actor: Actor, categoryId: number | null): boolean =>
  actor.kind !== 'tech' || actor.categoryIds === null || actor.categoryIds.includes(categoryId ?? 0);

/** As `queueFor`: the first of the tech's own categories when he does not work in the one it would get. */
function categoryFor(actor: Actor, desk: ServiceDesk, preferred: number | null): number | null {
  if (worksIn(actor, preferred)) return preferred;
  return firstActive(desk.categories.filter((category) => worksIn(actor, category.id)));
}

/** Who may not see the queue it would go to would lose his own ticket: it goes to the first of his queues. */
function queueFor(actor: Actor, desk: ServiceDesk, preferred: number | null): number | null {
  const own = actor.kind === 'tech' ? actor.queueIds : actor.kind === 'contact' ? actor.rights.queueIds : null;
  if (preferred !== null && (own === null || own.includes(preferred))) return preferred;
  return firstActive(own === null ? desk.queues : desk.queues.filter((queue) => own.includes(queue.id)));
}

/** Refuses the id of a row that is not there. Archived rows are accepted where a ticket already has them, so only existence counts. */
export function requireRow(rows: readonly { readonly id: number }[], id: number, path: string): void {
  if (!rows.some((row) => row.id === id)) throw invalidField(path, 'unknown', 'There is no such row any more. Reload and choose again.');
}

export function requireTitle(title: string): string {
  if (!/[^\p{Z}\p{C}]/u.test(title)) throw invalidField('title', 'blank', 'Enter a title that can be read.');
  return title;
}
