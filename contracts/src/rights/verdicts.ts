export const TICKET_ACTIONS = [
  'read',
  'readInternal',
  'comment',
  'note',
  'close',
  'reopen',
  'update',
  'addParticipants',
  'archive',
  'restore',
] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** Every rule that decides about a ticket; its words are `rights.rule.NAME` of the administration's texts. */
export const TICKET_RULES = [
  'signedIn',
  'contact.company',
  'contact.notArchived',
  'contact.queue',
  'contact.grant',
  'contact.concerned',
  'contact.owner',
  'contact.takesPart',
  'contact.manager',
  'contact.allTickets',
  'contact.group',
  'contact.approver',
  'contact.groupApprover',
  'contact.viewTag',
  'contact.approveTag',
  'tech.archived',
  'tech.queue',
  'tech.company',
  'tech.category',
  'staff',
  'notArchived',
  'open',
  'openForContacts',
  'closed',
  'archived',
  'role.archive',
] as const;
export type TicketRule = (typeof TICKET_RULES)[number];
